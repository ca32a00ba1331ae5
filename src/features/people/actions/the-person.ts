import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Person } from '../contract/person.ts'
import { findPerson } from '../store/people.ts'

export async function thePerson(ctx: Context, id: string): Promise<Person> {
  const person = await findPerson(ctx.db, id, ctx.now)
  if (!person) throw new Refusal('not_found')
  return person
}
