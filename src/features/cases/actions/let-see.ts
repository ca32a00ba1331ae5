import type { Context } from '../../../platform/context.ts'
import * as write from '../store/write.ts'
import { whoMaySee } from './who-may-see.ts'

/** Lets people see a restricted case because their word is asked for: they watch it from now on, and the timeline says so. */
export async function letSee(
  ctx: Context,
  caseId: string,
  people: readonly { id: string; name: string }[],
  because: string,
): Promise<void> {
  const sees = await whoMaySee(
    ctx.db,
    people.map(({ id }) => id),
    [caseId],
  )
  for (const { id, name } of people.filter((person) => !sees(person.id, caseId))) {
    await write.insertWatcher(ctx.db, caseId, id, ctx.now)
    await ctx.record({ name: 'case.person_involved', caseId, content: { personId: id, person: name, because } })
  }
}
