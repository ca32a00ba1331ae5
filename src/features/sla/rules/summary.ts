import type { Explanation } from '../contract.ts'

type Told = Omit<Explanation, 'summary' | 'steps' | 'next' | 'conditions' | 'track'>

/** What was promised with a clock, as the end of “we promised …”. */
const promises: Record<Explanation['metric'], string> = {
  first_response: 'a first answer',
  next_response: 'an answer to your message',
  periodic_update: 'word on how it stands',
  customer_wait: 'a solution',
  agent_work: 'a solution',
  resolution: 'a solution',
  team_ownership: 'the part of the team that has it now',
  milestone: '',
}

/**
 * What an explanation comes to, in words that a customer can read: what was promised, what did not count, where it
 * stands. Instants are told in `timeZone`, which is named once.
 */
export function summaryOf(told: Told, timeZone: string): string {
  const day = (at: string) => instant(at, timeZone)
  const promise = told.milestone ? `“${told.milestone.name}”` : promises[told.metric]
  const within = `within ${length(told.targetSeconds)}${told.time === 'business' ? ' of working time' : ''}`
  const moves = movesOf(told.log)
  return [
    moves.length === 0
      ? `We promised ${promise} ${within}, counted from ${day(told.start.at)}.`
      : `We promised ${promise}, first until ${day(moves[0]!.dueBefore!)}.`,
    ...moves.map(({ at, reason }) => `${whyMoved[reason.code] ?? 'This was agreed anew'} on ${day(at)}.`),
    ...(moves.length > 0 ? [`Since then it is ${within}, counted from ${day(told.start.at)}.`] : []),
    ...pausesOf(told, day),
    ...holidaysOf(told),
    ...(told.pinned && told.dueAt ? [`We agreed on another date by hand: ${day(told.dueAt)}.`] : []),
    standingOf(told, day),
    timeZone === 'UTC' ? 'Times are in UTC.' : `Times are those of ${timeZone}.`,
  ].join(' ')
}

type Entry = Told['log'][number]

/** Where a date that was told moved to another one, dates that people set by hand apart. */
const movesOf = (log: Told['log']): Entry[] =>
  log.filter(
    ({ kind, dueBefore, dueAfter, reason }) =>
      kind === 'clock.retargeted' &&
      dueBefore !== null &&
      dueAfter !== null &&
      dueBefore !== dueAfter &&
      whyMoved[reason.code] !== undefined,
  )

/** As the beginning of a sentence that ends with the day. */
const whyMoved: Partial<Record<Entry['reason']['code'], string>> = {
  priority_changed: 'Its urgency was set anew',
  policy_changed: 'What we promise was changed',
  contract_changed: 'What your contract promises was changed',
  calendar_changed: 'Our working hours were changed',
  team_assigned: 'Another team took it over',
  earlier_message: 'An earlier message of yours was found',
  message_moved: 'Messages were put where they belong',
}

/** Late by its own date; where a change made it so, from the change on. A new date by hand does not undo it. */
function lateOf({ dueAt, pinned, log }: Told, breachedAt: string, day: (at: string) => string): string {
  const moved = movesOf(log).find(({ at }) => at === breachedAt)
  if (pinned && dueAt) return `It is late since ${day(breachedAt)}; it is to be done by ${day(dueAt)}. We are sorry.`
  if (moved)
    return `By that it was due${dueAt ? ` on ${day(dueAt)}` : ''}, so it is late since the change. We are sorry.`
  return `It was due${dueAt ? ` on ${day(dueAt)}` : ''} and is late. We are sorry.`
}

function pausesOf({ pauses, state }: Told, day: (at: string) => string): string[] {
  return pauses
    .filter(({ seconds, to }) => seconds > 0 || (to === null && state === 'paused'))
    .map(({ from, to, because, seconds }) => {
      const why = waits[String(because.params.status ?? '')]?.[to === null ? 0 : 1]
      const until = to === null ? `since ${day(from)}` : `from ${day(from)} to ${day(to)}`
      const counted = to === null ? '' : ` (${length(seconds)})`
      return `The time ${to === null ? 'stands' : 'stood'} still ${until}${counted}${why ? `, while ${why}` : ''}.`
    })
}

/** While it stands still, and afterwards. */
const waits: Record<string, [string, string]> = {
  pending: ['we wait for your answer', 'we waited for your answer'],
  on_hold: ['we wait for a third party', 'we waited for a third party'],
  resolved: ['it counts as solved', 'it counted as solved'],
  closed: ['it is closed', 'it was closed'],
}

function holidaysOf({ holidaysSkipped: days }: Told): string[] {
  if (days.length === 0) return []
  const told = days.map(({ date, name }) => (name ? `${name} (${dateOf(date)})` : dateOf(date)))
  return [`${listed(told)} ${days.length === 1 ? 'does' : 'do'} not count.`]
}

function standingOf(told: Told, day: (at: string) => string): string {
  const { state, dueAt, metAt, breachedAt, leftSeconds, elapsedSeconds } = told
  if (state === 'cancelled') return 'This promise no longer applies.'
  if (state === 'met' && metAt) {
    const by = byWhat(told.fulfilled)
    if (!breachedAt) return `It was kept on ${day(metAt)}${by}, in time.${unsentOf(told.fulfilled)}`
    return `It was kept on ${day(metAt)}${by}, late${dueAt ? `: it was due on ${day(dueAt)}` : ''}.${unsentOf(told.fulfilled)}`
  }
  if (breachedAt) return lateOf(told, breachedAt, day)
  if (state === 'paused') return `${length(elapsedSeconds)} are used; ${length(leftSeconds)} are left once it goes on.`
  if (!dueAt) return 'No date can be told yet.'
  return `${length(elapsedSeconds)} are used, ${length(leftSeconds)} are left: it is due on ${day(dueAt)}.`
}

function byWhat(fulfilled: Told['fulfilled']): string {
  const { code } = fulfilled?.because ?? {}
  return code === 'resolved' ? ' by resolving' : code === 'public_reply' ? ' by our answer' : ''
}

/** A letter that has not left is no secret: the customer knows that none came. */
function unsentOf(fulfilled: Told['fulfilled']): string {
  const { delivery } = fulfilled?.letter ?? {}
  return !delivery || delivery === 'sent' ? '' : ' Our letter about it has not left yet.'
}

/** 9000 → “2 h 30 min”. */
function length(seconds: number): string {
  const minutes = Math.max(0, Math.round(seconds / 60))
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ')
}

/** “Thursday 19 November, 11:20”. */
function instant(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('weekday')} ${part('day')} ${part('month')}, ${part('hour')}:${part('minute')}`
}

const dateOf = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(new Date(date))

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
