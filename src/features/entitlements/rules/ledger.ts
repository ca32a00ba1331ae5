import type { ContractTerms, EntitlementTerms } from '../contract/terms.ts'
import { endAfter, endOf, periodsUntil, startOfDate } from './periods.ts'

export type EntryKind = 'grant' | 'consume' | 'give_back' | 'adjust' | 'expire' | 'roll_over' | 'warning'

/** A line of the ledger: instants in epoch ms, amounts in incidents or minutes. */
export interface Entry {
  id: string
  at: number
  kind: EntryKind
  amount: number
  overage: number
  /** The entry whose grant this one takes from, or gives back to; null: whichever is lost first. */
  lotId: string | null
  expiresAt: number | null
  key: string | null
}
export type NewEntry = Omit<Entry, 'id'>

/** What is left of one grant. */
export interface Lot {
  id: string
  since: number
  granted: number
  left: number
  expiresAt: number | null
  carried: boolean
}

export interface Standing {
  balance: number
  overage: number
  lots: Lot[]
}

export interface Counted {
  terms: EntitlementTerms
  dates: Pick<ContractTerms, 'startsOn' | 'endsOn' | 'timeZone'>
  cancelledOn: string | null
}

/** Told of each part that an entry takes from a grant. */
type Took = (entry: Entry, lot: Lot, amount: number) => void

/** Folds a ledger, in the order in which it was written, into what is left of each grant. */
export function standingOf(entries: readonly Entry[], took?: Took): Standing {
  const lots: Lot[] = []
  let overage = 0
  for (const entry of entries) {
    overage += entry.overage
    if (entry.amount > 0) {
      const { id, at: since, amount, expiresAt } = entry
      // What is given back to a grant that was carried over is carried over no second time.
      const carried = entry.kind === 'roll_over' || lots.some((lot) => lot.id === entry.lotId && lot.carried)
      lots.push({ id, since, granted: amount, left: amount, expiresAt, carried })
    } else if (entry.amount < 0) takeFrom(entry.lotId ? lots.filter(({ id }) => id === entry.lotId) : lots, entry, took)
  }
  return { balance: lots.reduce((sum, { left }) => sum + left, 0), overage, lots: lots.filter(({ left }) => left > 0) }
}

/** What is lost first is used first; what ends with the contract comes last. */
function takeFrom(lots: readonly Lot[], entry: Entry, took?: Took): void {
  let open = -entry.amount
  const soonest = [...lots].sort((a, b) => (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity))
  for (const lot of soonest) {
    const taken = Math.min(lot.left, open)
    lot.left -= taken
    open -= taken
    if (taken > 0) took?.(entry, lot, taken)
  }
}

/**
 * What the ledger of an entitlement has to say by `until` (epoch ms) and does not say yet: grants of periods that began,
 * roll-overs and expiries of grants that ended, in the order of their instants. Each carries a key, so that writing
 * it twice writes it once. `idFor` names entries that later ones refer to.
 */
export function dueEntries(
  counted: Counted,
  entries: readonly Entry[],
  until: number,
  idFor: (key: string) => string,
): Entry[] {
  const { terms, dates, cancelledOn } = counted
  if (terms.amount === null) return []
  const end = endOf(dates, cancelledOn)
  const known = new Set(entries.map(({ key }) => key))
  const ledger = [...entries]
  const due: Entry[] = []
  const write = (entry: NewEntry & { key: string }) => {
    if (known.has(entry.key)) return
    const whole = { ...entry, id: idFor(entry.key) }
    known.add(entry.key)
    ledger.push(whole)
    due.push(whole)
  }
  const since = terms.since === null ? Number.NEGATIVE_INFINITY : startOfDate(terms.since, dates.timeZone)
  const periods = periodsUntil(dates, terms.per, end, until).filter(({ to }) => to === null || to > since)
  const grants = periods.flatMap((period) => {
    const at = Math.max(period.from, since)
    return at > until ? [] : [{ at, lotEnds: terms.per === 'contract' ? null : period.to, key: `grant:${period.day}` }]
  })
  const endsOfGrants = new Set(ledger.flatMap(({ expiresAt }) => expiresAt ?? []))
  for (const { lotEnds } of grants) if (lotEnds !== null) endsOfGrants.add(lotEnds)
  const instants = new Set([...endsOfGrants, ...grants.map(({ at }) => at), ...(end === null ? [] : [end])])
  for (const at of takenInOrder(instants, until)) {
    for (const lot of standingOf(ledger).lots.filter((each) => ends(each, end) <= at)) {
      const left = expireLot(counted, lot, ledger, at, end, write)
      if (left !== null) instants.add(left)
    }
    for (const grant of grants.filter((each) => each.at === at))
      write({ ...plain, kind: 'grant', at, amount: terms.amount, expiresAt: grant.lotEnds, key: grant.key })
  }
  return due
}

const plain = { overage: 0, lotId: null, expiresAt: null } as const
const ends = (lot: Lot, end: number | null): number => Math.min(lot.expiresAt ?? Infinity, end ?? Infinity)

/** Yields instants in order, those added on the way included. */
function* takenInOrder(instants: Set<number>, until: number): Generator<number> {
  let last = Number.NEGATIVE_INFINITY
  for (;;) {
    const next = Math.min(...[...instants].filter((each) => each > last))
    if (!(next <= until)) return
    last = next
    yield next
  }
}

/**
 * Ends one grant: what may is carried over, the rest is lost. Answers when what was carried ends. What came back to a
 * grant that had ended by then is lost, or carried over, when it came back.
 */
function expireLot(
  { terms, dates }: Counted,
  lot: Lot,
  ledger: readonly Entry[],
  at: number,
  end: number | null,
  write: (entry: NewEntry & { key: string }) => void,
): number | null {
  const contractEnds = end !== null && at >= end
  const { rollOver, per } = terms
  const others = standingOf(ledger).lots.filter((each) => each.carried && each.id !== lot.id && ends(each, end) > at)
  const room = rollOver ? rollOver.cap - others.reduce((sum, { left }) => sum + left, 0) : 0
  const carried = contractEnds || lot.carried || per === 'contract' ? 0 : Math.max(0, Math.min(lot.left, room))
  const written = Math.max(at, lot.since)
  let expiresAt: number | null = null
  if (carried > 0 && rollOver && per !== 'contract') {
    expiresAt = endAfter(dates, per, at, rollOver.periods)
    write({ ...plain, kind: 'roll_over', at: written, amount: -carried, lotId: lot.id, key: `carry-out:${lot.id}` })
    write({ ...plain, kind: 'roll_over', at: written, amount: carried, expiresAt, key: `carry-in:${lot.id}` })
  }
  const lost = lot.left - carried
  if (lost > 0) write({ ...plain, kind: 'expire', at: written, amount: -lost, lotId: lot.id, key: `expire:${lot.id}` })
  return expiresAt
}

/** The next instant (epoch ms) after `now` at which the ledger changes by itself; null: never. */
export function nextChange(counted: Counted, entries: readonly Entry[], now: number): number | null {
  if (counted.terms.amount === null) return null
  const { lots } = standingOf(entries)
  const end = endOf(counted.dates, counted.cancelledOn)
  const boundary = counted.terms.per === 'contract' ? null : endAfter(counted.dates, counted.terms.per, now, 1)
  const begin = periodsUntil(counted.dates, 'contract', end, Number.POSITIVE_INFINITY)[0]?.from ?? null
  const instants = [
    begin !== null && begin > now ? begin : null,
    boundary !== null && (end === null || boundary < end) ? boundary : null,
    ...lots.map((lot) => (ends(lot, end) === Infinity ? null : ends(lot, end))),
  ]
  const coming = instants.filter((each): each is number => each !== null && each > now)
  return coming.length > 0 ? Math.min(...coming) : null
}

/** Splits what is taken at zero: what the balance covers, and what goes beyond it. */
export function split(balance: number, amount: number): { covered: number; overage: number } {
  const covered = Math.max(0, Math.min(balance, amount))
  return { covered, overage: amount - covered }
}

export const warningPercents = [80, 95] as const

/** How much of the live grants is used, in whole percent, rounded down; null where nothing is granted. */
export function usedPercent({ balance }: Pick<Standing, 'balance'>, granted: number): number | null {
  return granted > 0 ? Math.floor(((granted - Math.min(balance, granted)) / granted) * 100) : null
}

/**
 * The whole of the meter: what the grants that have not ended came to when they were given, used up or not. Corrections
 * upward count, corrections downward do not shrink it.
 */
export function grantedNow(entries: readonly Entry[], end: number | null, now: number): number {
  return entries
    .filter((entry) => entry.amount > 0 && entry.kind !== 'give_back')
    .filter((entry) => Math.min(entry.expiresAt ?? Infinity, end ?? Infinity) > now)
    .reduce((sum, { amount }) => sum + amount, 0)
}

/** What warnings are worked out from, beside the balance. */
export interface Granted {
  /** As `grantedNow`. */
  granted: number
  /** The key of the newest live grant, or `adjusted`: each warning stands once for one set of live grants. */
  period: string
  /** Keys of the warnings that stand. */
  warned: readonly string[]
}

/** The warnings that a ledger has earned and does not show yet; each stands once for one set of live grants. */
export function dueWarnings(
  entries: readonly Entry[],
  end: number | null,
  now: number,
): (NewEntry & { key: string })[] {
  const live = entries.filter(
    ({ kind, amount, expiresAt }) => kind === 'grant' && amount > 0 && (expiresAt ?? Infinity) > now,
  )
  const period = live.at(-1)?.key ?? 'adjusted'
  const warned = entries.flatMap(({ kind, key }) => (kind === 'warning' && key !== null ? [key] : []))
  return warningsAt(standingOf(entries).balance, { granted: grantedNow(entries, end, now), period, warned }, now)
}

/** The warnings that a balance has earned and that do not stand yet. */
export function warningsAt(
  balance: number,
  { granted, period, warned }: Granted,
  now: number,
): (NewEntry & { key: string })[] {
  const used = usedPercent({ balance }, granted)
  if (used === null) return []
  return warningPercents
    .map((percent) => ({ percent, key: `warn:${percent}:${period}` }))
    .filter(({ percent, key }) => used >= percent && !warned.includes(key))
    .map(({ key }) => ({ ...plain, kind: 'warning' as const, at: now, amount: 0, key }))
}
