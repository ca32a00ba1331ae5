import type { Priority } from '../../../platform/shapes.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import type { IntakeRule } from '../../routing/contract/rules.ts'
import type { WantedSkill } from '../../routing/rules/facts.ts'
import { type KnownSkill, wantedSkills } from '../../routing/rules/wanted.ts'

/** A rule of intake sets the priority unless somebody chose it by hand. */
export function priorityByRule(
  found: { priority: Priority; because: string },
  rule: Pick<IntakeRule, 'priority' | 'name'> | null,
  byHand: boolean,
): { priority: Priority; because: string } {
  if (byHand || !rule?.priority || rule.priority === found.priority) return found
  return { priority: rule.priority, because: `the rule ${rule.name}` }
}

/** What a new case asks of whoever gets it: by its rule, its type, its language and its words. */
export function skillsFor(
  known: readonly KnownSkill[],
  said: { language?: string | null | undefined; subject: string; text: string },
  of: { definition: CaseTypeDefinition; rule: Pick<IntakeRule, 'skills' | 'name'> | null; language: string | null },
): WantedSkill[] {
  const { name, skills } = of.definition
  const asks = { language: said.language ?? of.language, names: [name], text: `${said.subject}\n${said.text}` }
  return wantedSkills(known, asks, [
    ...(of.rule ? [{ skills: of.rule.skills, because: `the rule ${of.rule.name}` }] : []),
    { skills, because: 'its type asks for it' },
  ])
}
