import { type AskableSkill, type AskedOf, whyAskedFor, wordsIn } from '../../people/rules/skills.ts'
import type { WantedSkill } from './facts.ts'

export interface KnownSkill extends AskableSkill {
  id: string
}

/** Skills that a type or a rule names, and what names them. */
export interface Naming {
  skills: readonly { id?: string | undefined; name?: string | undefined; level: number; need: WantedSkill['need'] }[]
  because: string
}

const strength = { required: 2, optional: 1, welcome: 0 } as const

/**
 * What a case asks of whoever gets it: what its type and its rule name, the strongest need and the highest level where
 * both do; and what its language, its type and its words make welcome. What there is no skill of asks for nothing.
 */
export function wantedSkills(
  known: readonly KnownSkill[],
  said: Omit<AskedOf, 'says'> & { text: string },
  named: readonly Naming[],
): WantedSkill[] {
  const asks = { ...said, says: wordsIn(said.text) }
  return known.flatMap((skill): WantedSkill[] => {
    const needs = named.flatMap(({ skills, because }) =>
      skills
        .filter(({ id, name }) => id === skill.id || name?.toLowerCase() === skill.name.toLowerCase())
        .map(({ level, need }) => ({ level, need, because })),
    )
    const [strongest] = needs.toSorted((a, b) => strength[b.need] - strength[a.need])
    const { id, name } = skill
    if (strongest) return [{ id, name, ...strongest, level: Math.max(...needs.map(({ level }) => level)) }]
    const because = whyAskedFor(skill, asks)
    return because ? [{ id, name, level: 1, need: 'welcome', because }] : []
  })
}
