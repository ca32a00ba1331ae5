import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Language, Named, Ok, PlainDate, Text, Version } from '../../../platform/shapes.ts'

export const SkillLevel = z.int().min(1).max(5)

/** A skill somebody holds. */
export const HeldSkill = z.object({
  id: Id,
  name: z.string(),
  level: SkillLevel,
  /** The last day on which it counts; null: it does not expire. */
  until: z.string().nullable(),
  expired: z.boolean(),
})
export type HeldSkill = z.infer<typeof HeldSkill>

/** Something that cases ask for and people can do, with everybody who holds it. */
export const Skill = z.object({
  id: Id,
  name: z.string(),
  /** A case in this language asks for it. */
  language: z.string().nullable(),
  /** A message with one of these in its subject or text asks for it. */
  words: z.array(z.string()),
  holders: z.array(z.object({ person: Named, level: SkillLevel, until: z.string().nullable(), expired: z.boolean() })),
  /** Case types that ask for it by name. */
  types: z.array(Named),
  version: Version,
})
export type Skill = z.infer<typeof Skill>

const Word = z.string().trim().toLowerCase().min(2).max(60)
const Words = z.array(Word).max(100)
const byId = z.object({ id: Id })

export const skillsContract = {
  listSkills: endpoint({
    method: 'GET',
    path: '/skills',
    summary:
      'All skills with their words, who holds them at which level until when, and which case types ask for them.',
    response: z.object({ items: z.array(Skill) }),
  }),
  createSkill: endpoint({
    method: 'POST',
    path: '/skills',
    summary: 'Makes a skill that people can hold and cases can ask for.',
    body: z.strictObject({ name: Text(60), language: Language.nullable().default(null), words: Words.default([]) }),
    response: Skill,
  }),
  changeSkill: endpoint({
    method: 'PATCH',
    path: '/skills/:id',
    summary: 'Changes name, language or words of a skill; a name that case types ask for stays.',
    params: byId,
    body: z.strictObject({
      version: Version,
      name: Text(60).optional(),
      language: Language.nullable().optional(),
      words: Words.optional(),
    }),
    response: Skill,
  }),
  removeSkill: endpoint({
    method: 'DELETE',
    path: '/skills/:id',
    summary:
      'Removes a skill from the list, from everybody who holds it and from open cases; refused while a type or rule asks for it.',
    params: byId,
    response: Ok,
  }),
  setSkills: endpoint({
    method: 'PUT',
    path: '/people/:id/skills',
    summary: 'Sets what somebody can do; for those who edit people, and for the lead of a team they are in.',
    params: byId,
    body: z.strictObject({
      skills: z.array(z.strictObject({ id: Id, level: SkillLevel, until: PlainDate.nullable().default(null) })).max(50),
    }),
    response: z.object({ skills: z.array(HeldSkill) }),
  }),
}
