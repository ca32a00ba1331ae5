import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { isAssignable, readsCases } from '../rules.ts'
import { holdersOf, standingsNow } from '../store/roles.ts'

/** Somebody whose work on cases has to go on without them. */
export interface Lessened {
  id: string
  readsCases: boolean
  because: string
}

/**
 * Whom an event leaves without what work on cases takes: who has left, who has a role that takes none, and whoever holds
 * a role that reads no cases any more.
 */
export async function whoIsLessened(ctx: Context, { name, content }: RecordedEvent): Promise<Lessened[]> {
  if (name === 'person.deactivated')
    return [{ id: String(content.personId), readsCases: false, because: `${content.name} has left` }]
  const people = await standingsNow(ctx.db, await concerned(ctx, name, content))
  return people
    .filter(({ role }) => !isAssignable(role))
    .map(({ id, name: called, role, chosen }) => {
      const reads = readsCases(role, chosen)
      const because = reads ? `${called} takes no work on cases any more` : `${called} reads no cases any more`
      return { id, readsCases: reads, because }
    })
}

async function concerned(ctx: Context, name: string, content: RecordedEvent['content']): Promise<string[]> {
  if (name === 'person.changed')
    return (content.to as { role?: string } | undefined)?.role ? [String(content.personId)] : []
  const lost = name === 'role.changed' && (content.loses as string[]).includes('cases.read')
  return lost ? holdersOf(ctx.db, String(content.roleId)) : []
}
