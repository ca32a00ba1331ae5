import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { readsCases } from '../rules.ts'
import { holdersOf, standingsNow } from '../store/roles.ts'

/** Somebody whose work on cases has to go on without them. */
export interface Lessened {
  id: string
  readsCases: boolean
  because: string
}

/**
 * From whom an event takes what work on cases needs: who has left, whose new role takes none where theirs did, and whoever
 * holds a role that reads no cases any more.
 */
export async function whoIsLessened(ctx: Context, { name, content }: RecordedEvent): Promise<Lessened[]> {
  if (name === 'person.deactivated')
    return [{ id: String(content.personId), readsCases: false, because: `${content.name} has left` }]
  const people = await standingsNow(ctx.db, await concerned(ctx, name, content))
  return people.map(({ id, name: called, role, chosen }) => {
    const reads = readsCases(role, chosen)
    const because = reads ? `${called} takes no work on cases any more` : `${called} reads no cases any more`
    return { id, readsCases: reads, because }
  })
}

async function concerned(ctx: Context, name: string, content: RecordedEvent['content']): Promise<string[]> {
  if (name === 'person.changed') {
    const loses = content.loses as { work: boolean; sight: boolean } | undefined
    return loses?.work || loses?.sight ? [String(content.personId)] : []
  }
  const lost = name === 'role.changed' && (content.loses as string[]).includes('cases.read')
  return lost ? holdersOf(ctx.db, String(content.roleId)) : []
}
