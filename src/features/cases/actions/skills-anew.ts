import type { Context } from '../../../platform/context.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import type { WantedSkill } from '../../routing/rules/facts.ts'
import { skillsFor } from '../rules/intake.ts'
import * as store from '../store/asked-skills.ts'
import type { CaseRecord } from '../store/read.ts'

const byRule = 'the rule '

/** What a case asks of whoever gets it, once its type or its language is another. What a rule of intake asked for stays. */
export async function skillsAnew(
  ctx: Context,
  record: CaseRecord,
  { definition, language }: { definition: CaseTypeDefinition; language: string | null },
): Promise<{ wanted_skills: string }> {
  const { known, text } = await store.askable(ctx.db, record.id)
  const kept = (record.wanted_skills as unknown as WantedSkill[]).filter(({ because }) => because.startsWith(byRule))
  const rule = kept[0]
    ? {
        name: kept[0].because.slice(byRule.length),
        skills: kept.map(({ id, level, need }) => ({ id, level, need })),
      }
    : null
  const skills = skillsFor(known, { subject: record.subject, text, language }, { definition, rule, language: null })
  return { wanted_skills: JSON.stringify(skills) }
}
