import { setImmediate as pause } from 'node:timers/promises'
import type { Context } from '../../../platform/context.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { PolicyEffect } from '../contract/policies.ts'
import type { CalendarBook } from '../rules/clock.ts'
import { byGravity, type Effect, effectOf } from '../rules/effect.ts'
import type { Terms } from '../rules/terms.ts'
import { calendarsOf, type Timekeeping } from '../rules/timeline.ts'
import { readTimes } from '../store/clocks.ts'
import { countLive, liveCases, namesOfCases } from '../store/live-cases.ts'
import { type TermsFacts, termsFactsOf } from '../store/policies.ts'
import type { Agreement } from './agree-terms.ts'

export type EffectOnOpen = PolicyEffect

/** So many open cases are looked at in one go; whoever asks goes on from there and sees the count grow. */
const slice = 250
/** After so many the others that wait for this process have their turn. */
const turn = 25
const shown = 12

interface Change {
  /** Of those that count by it; null: every open case. */
  calendarId: string | null
  after: string | null
  /** What would be agreed on; null where that is what is held. */
  agree: (facts: TermsFacts, held: Terms | null) => Promise<Agreement | null>
  /** Hours as they would be. */
  book: (known: CalendarBook) => CalendarBook
}

type Found = Effect & { caseId: string }

/** What a change would do to the clocks of one slice of the open cases, by the live engine; changes nothing. */
export async function effectOnOpen(ctx: Context, change: Change): Promise<EffectOnOpen> {
  const { calendarId, after } = change
  const touched = { calendarId, teamId: null, contractId: null }
  const ids = await liveCases(ctx.db, { ...touched, after }, slice)
  const found = ids.length === 0 ? [] : await effectsOn(ctx, ids, change)
  const fires = found.flatMap((each) => each.fires)
  const count = (kind: Effect['kind']) => found.filter((each) => each.kind === kind).length
  return {
    cases: ids.length,
    open: after === null ? await countLive(ctx.db, touched) : null,
    next: ids.length === slice ? ids.at(-1)! : null,
    moved: count('moved'),
    started: count('started'),
    ended: count('ended'),
    breached: found.filter(({ breached }) => breached).length,
    warnings: fires.filter(({ level }) => level === 0).length,
    escalations: fires.filter(({ level }) => level > 0).length,
    rearmed: found.flatMap(({ rearmed }) => rearmed).length,
    sample: await named(ctx, found.sort(byGravity)),
  }
}

async function effectsOn(ctx: Context, ids: string[], { agree, book }: Change): Promise<Found[]> {
  const times = await readTimes(ctx.db, ids)
  const facts = await termsFactsOf(ctx.db, ids)
  const now = ctx.now.getTime()
  const agreed: { caseId: string; keeping: Timekeeping; terms: Terms | null }[] = []
  for (const { caseId, keeping } of times) {
    const agreement = await agree(facts.get(caseId)!, keeping.time.terms)
    if (agreement) agreed.push({ caseId, keeping, terms: agreement.terms })
  }
  const known = await hoursOf(
    ctx.db,
    agreed.flatMap(({ keeping, terms }) =>
      calendarsOf(keeping, {
        name: 'clock.policy_applied',
        at: now,
        recordedAt: now,
        causeId: null,
        content: { terms },
      }),
    ),
  )
  const calendars = book(known)
  const found: Found[] = []
  for (const [at, { caseId, keeping, terms }] of agreed.entries()) {
    if (at % turn === turn - 1) await pause()
    found.push(...effectOf(keeping, terms, now, calendars).map((effect) => ({ ...effect, caseId })))
  }
  return found
}

async function named(ctx: Context, found: readonly Found[]): Promise<EffectOnOpen['sample']> {
  const ids = new Set(found.map(({ caseId }) => caseId))
  const names = new Map((await namesOfCases(ctx.db, ctx.actor, [...ids])).map((each) => [each.id, each]))
  const text = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
  return found
    .flatMap(({ caseId, dueBefore, dueAfter, ...effect }) => {
      const name = names.get(caseId)
      if (!name) return []
      const number = caseNumberText(name.number)
      return { ...effect, caseId, number, subject: name.subject, dueBefore: text(dueBefore), dueAfter: text(dueAfter) }
    })
    .slice(0, shown)
}
