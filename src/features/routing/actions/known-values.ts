import type { Context } from '../../../platform/context.ts'
import { Channel, Language, Priority } from '../../../platform/shapes.ts'
import type { placesOf } from '../../cases/actions/expect-case.ts'
import type { IntakeCondition, IntakeRule } from '../contract/rules.ts'
import type { KnownValues } from '../rules/doubts.ts'
import { namedAmong, tiersKnown } from '../store/rules.ts'

/** What there is for these rules to name. */
export async function knownFor(
  { db }: Context,
  rules: readonly IntakeRule[],
  { types, skills, calendars }: Awaited<ReturnType<typeof placesOf>>,
): Promise<KnownValues> {
  const conditions = rules.flatMap((rule) => rule.conditions)
  const asked = (field: IntakeCondition['field']) =>
    conditions.flatMap((each) => (each.field === field ? each.values : []))
  const fields = types.flatMap(({ definition }) => definition.fields)
  const yesOrNo = ['yes', 'no']
  return {
    lists: {
      type: new Set(types.map(({ key }) => key)),
      priority: new Set(Priority.options),
      channel: new Set(Channel.options),
      vip: new Set(yesOrNo),
      // Programs may name any language; what is none is a slip.
      language: new Set(
        asked('language').flatMap((value) => (Language.safeParse(value).success ? [value.toLowerCase()] : [])),
      ),
      tier: asked('tier').length > 0 ? await tiersKnown(db) : new Set(),
      account: await namedAmong(db, 'account', asked('account')),
      contact: await namedAmong(db, 'contact', asked('contact')),
      product: await namedAmong(db, 'product', asked('product')),
      mailbox: await namedAmong(db, 'mailbox', asked('mailbox')),
      open: new Set(calendars.map(({ id }) => id)),
      skill: new Set(skills.map(({ id }) => id)),
    },
    wordless: new Set(skills.filter(({ words }) => words.length === 0).map(({ id }) => id)),
    fields: new Map(
      Object.entries(Object.groupBy(fields, ({ key }) => key)).map(([key, same = []]) => {
        const choices = same.map((field) => (field.kind === 'yes_no' ? yesOrNo : field.choices.map((one) => one.key)))
        return [key, choices.every((list) => list.length > 0) ? new Set(choices.flat()) : null]
      }),
    ),
  }
}
