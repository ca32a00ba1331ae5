import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { getCalendar } from '../../calendars/actions.ts'
import { hoursWith } from '../../calendars/rules/holidays.ts'
import type { policiesContract } from '../contract/policies.ts'
import { policiesAt } from '../store/policies.ts'
import { agreeOn } from './agree-terms.ts'
import { type EffectOnOpen, effectOnOpen } from './effect-on-open.ts'

type Asked = InputOf<typeof policiesContract.previewCalendarChange>

/** What other hours of a calendar would do to the open clocks that count by it, with the holidays of its sources. */
export async function previewCalendarChange(
  ctx: Context,
  { params: { id }, body: { hours: byHand, isDefault, after } }: Pick<Asked, 'params' | 'body'>,
): Promise<EffectOnOpen> {
  ctx.require('settings.edit')
  const calendar = await getCalendar(ctx, id)
  const hours = hoursWith(byHand, calendar.sources)
  const version = calendar.version + 1
  const becomesDefault = isDefault && !calendar.isDefault
  return effectOnOpen(ctx, {
    calendarId: becomesDefault ? null : id,
    after,
    agree: async (facts, held) => {
      // By the zone data that run here, as a version that is published now.
      const calendars = facts.calendars.map((each) => ({
        ...each,
        ...(becomesDefault && { isDefault: each.id === id }),
        ...(each.id === id && { version, zone: null }),
      }))
      return agreeOn(ctx, { ...facts, calendars }, await policiesAt(ctx.db, facts.policies), held, null)
    },
    book: (known) => (ref) => (ref.id === id && ref.version === version ? hours : known(ref)),
  })
}
