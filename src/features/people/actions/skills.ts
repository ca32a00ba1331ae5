import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { forgetSkill } from '../../cases/actions/forget-skill.ts'
import { rulesAskingFor } from '../../routing/actions/rules.ts'
import type { HeldSkill, Skill } from '../contract/skills.ts'
import { maySetSkills } from '../rules/skills.ts'
import { leadsOf } from '../store/managers.ts'
import * as store from '../store/skills.ts'
import { thePerson } from './the-person.ts'

export async function createSkill(ctx: Context, skill: Required<store.SkillColumns>): Promise<Skill> {
  ctx.require('people.edit')
  const id = ctx.newId()
  const words = unique(skill.words)
  if (!(await store.insertSkill(ctx.db, id, { ...skill, words }, ctx.now)))
    throw new Refusal('already_exists', { field: 'name' })
  await ctx.record({ name: 'skill.created', content: { skillId: id, ...skill, words } })
  ctx.changed({ kind: 'people', id })
  return theSkill(ctx, id)
}

export interface SkillChange {
  version: number
  name?: string | undefined
  language?: string | null | undefined
  words?: string[] | undefined
}

/** Case types name their skills, so a name that one of them asks for stays as it is. */
export async function changeSkill(ctx: Context, id: string, change: SkillChange): Promise<Skill> {
  ctx.require('people.edit')
  const { version, name, language, words } = change
  const before = await theSkill(ctx, id)
  if (name !== undefined && name.toLowerCase() !== before.name.toLowerCase()) {
    requireUnasked(before)
    if (await store.isSkillNameTaken(ctx.db, name, id)) throw new Refusal('already_exists', { field: 'name' })
  }
  const columns = {
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
    ...(words !== undefined && { words: unique(words) }),
  }
  if (!(await store.updateSkill(ctx.db, id, version, columns)))
    throw new Refusal('changed_meanwhile', { current: await theSkill(ctx, id) })
  const from = { name: before.name, language: before.language, words: before.words }
  await ctx.record({ name: 'skill.changed', content: { skillId: id, name: before.name, from, to: columns } })
  ctx.changed({ kind: 'people', id })
  return theSkill(ctx, id)
}

export async function removeSkill(ctx: Context, id: string): Promise<void> {
  ctx.require('people.edit')
  const skill = await theSkill(ctx, id)
  requireUnasked(skill)
  const rules = await rulesAskingFor(ctx, id)
  if (rules.length > 0)
    throw new Refusal('still_in_use', { rules, because: `the rules of intake ask for it: ${rules.join(', ')}` })
  await store.deleteSkill(ctx.db, id)
  await forgetSkill(ctx, id)
  const holders = skill.holders.map(({ person, level }) => ({ ...person, level }))
  await ctx.record({ name: 'skill.removed', content: { skillId: id, name: skill.name, holders } })
  ctx.changed({ kind: 'people', id })
}

/** What somebody can do, as a whole. */
export async function setSkills(
  ctx: Context,
  personId: string,
  skills: readonly store.Holding[],
): Promise<{ skills: HeldSkill[] }> {
  const leadIds = await leadsOf(ctx.db, personId)
  if (!maySetSkills(ctx.actor, { id: personId, leadIds })) throw new Refusal('not_allowed', { right: 'people.edit' })
  const person = await thePerson(ctx, personId)
  if (person.deactivatedAt) throw new Refusal('not_found')
  const known = await store.knownSkills(
    ctx.db,
    skills.map(({ id }) => id),
  )
  if (skills.some(({ id }) => !known.has(id))) throw new Refusal('not_found', { what: 'skill' })
  if (known.size < skills.length)
    throw new Refusal('malformed', { fields: [{ path: 'body.skills', message: 'names a skill twice' }] })
  const by = { id: ctx.actor.kind === 'person' ? ctx.actor.id : null, at: ctx.now }
  await store.setHeld(ctx.db, personId, skills, by)
  const after = await store.heldBy(ctx.db, personId, ctx.now)
  const said = (held: readonly HeldSkill[]) => held.map(({ name, level, until }) => ({ name, level, until }))
  await ctx.record({
    name: 'person.skills_set',
    content: { personId, name: person.name, from: said(person.skills), to: said(after) },
  })
  ctx.changed({ kind: 'people', id: personId })
  return { skills: after }
}

async function theSkill(ctx: Context, id: string): Promise<Skill> {
  const skill = await store.findSkill(ctx.db, id, ctx.now)
  if (!skill) throw new Refusal('not_found', { what: 'skill' })
  return skill
}

function requireUnasked({ types }: Skill): void {
  const names = types.map(({ name }) => name)
  if (names.length > 0)
    throw new Refusal('still_in_use', { types: names, because: `case types ask for it: ${names.join(', ')}` })
}

const unique = (words: readonly string[]): string[] => [...new Set(words)]
