import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { isOffered, requireCalendar } from '../../calendars/actions.ts'
import { namesOf, requireProductsAndAssets } from '../../products/actions.ts'
import { requirePolicy } from '../../sla/actions/policies.ts'
import type { ServiceContract } from '../contract/coverage.ts'
import type { ContractTerms } from '../contract/terms.ts'
import type { entitlementsContract } from '../contract.ts'
import { lightOf } from '../rules/light.ts'
import { contractNumberText } from '../rules/numbers.ts'
import { dateAt, dayAfter, nextEnd } from '../rules/periods.ts'
import { isToRenew, standingsOf } from '../rules/standings.ts'
import { namedAnew, type Problem, problemsOf, problemsOfChange, withSince } from '../rules/terms.ts'
import * as store from '../store/contracts.ts'
import { ledgersOf, reservedOf } from '../store/ledger.ts'
import * as agreed from '../store/terms.ts'
import { countedIds, settle } from './ledger.ts'

type Asked<K extends keyof typeof entitlementsContract> = InputOf<(typeof entitlementsContract)[K]>

export async function listContracts(ctx: Context, query: Asked<'listContracts'>['query']) {
  ctx.require('customers.read')
  const { items, nextCursor } = await store.listContracts(ctx.db, query, dateAt(ctx.now.getTime(), 'UTC'))
  return { items: await showAll(ctx, items), nextCursor }
}

export async function getContract(ctx: Context, id: string) {
  ctx.require('customers.read')
  const row = await theContract(ctx, id)
  const versions = await agreed.versionsOf(ctx.db, id)
  return { ...(await show(ctx, row)), versions: versions.map((each) => ({ ...each, at: each.at.toISOString() })) }
}

export async function createContract(
  ctx: Context,
  { accountId, ...terms }: Asked<'createContract'>['body'],
): Promise<ServiceContract> {
  ctx.require('contracts.edit')
  if (!(await agreed.accountIsThere(ctx.db, accountId)))
    throw new Refusal('not_found', { what: 'account', id: accountId })
  refuse(problemsOf(terms))
  await requireKnown(ctx, accountId, null, terms)
  const opened = await open(ctx, accountId, withSince(null, terms, dateOf(ctx, terms)), {})
  await tell(ctx, 'contract.created', opened)
  return show(ctx, opened)
}

/** Makes a contract that is known to be sound, and gives what has begun. */
export async function open(
  ctx: Context,
  accountId: string,
  terms: ContractTerms,
  { renewedFrom = null, demo = false }: { renewedFrom?: string | null; demo?: boolean },
): Promise<store.ContractRow> {
  const id = ctx.newId()
  const dates = { name: terms.name, starts_on: terms.startsOn, ends_on: terms.endsOn }
  const row = { id, account_id: accountId, ...dates, renewed_from_id: renewedFrom, demo, created_at: ctx.now }
  await store.insertContract(ctx.db, row, terms, personOf(ctx))
  await requireOwn(ctx, id, terms)
  const opened = await theContract(ctx, id)
  await settle(ctx, opened)
  return opened
}

/** Publishes a new version. What was granted stays granted, so its kind, periods and beginning stay what they were. */
export async function changeContract(
  ctx: Context,
  id: string,
  { version, ...change }: Asked<'changeContract'>['body'],
): Promise<ServiceContract> {
  ctx.require('contracts.edit')
  await store.lockContract(ctx.db, id)
  const before = await theContract(ctx, id)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const asked: ContractTerms = { ...before.terms, ...given }
  const today = dateOf(ctx, before.terms)
  refuse([...problemsOf(asked), ...problemsOfChange(before.terms, asked, today)])
  if (before.renewedBy && asked.endsOn !== before.terms.endsOn)
    throw new Refusal('still_in_use', { because: `${contractNumberText(before.renewedBy.number)} follows it` })
  await requireKnown(ctx, before.accountId, before.terms, asked)
  const terms = withSince(before.terms, asked, today)
  const columns = { name: terms.name, ends_on: terms.endsOn }
  if (!(await store.updateContract(ctx.db, id, version, columns, terms, personOf(ctx), ctx.now)))
    throw new Refusal('changed_meanwhile', { current: await show(ctx, before) })
  await requireOwn(ctx, id, terms)
  const after = await theContract(ctx, id)
  await settle(ctx, after)
  const changed = Object.keys(given)
  const content = { contractId: id, contract: contractNumberText(after.number), version: after.version, changed }
  await ctx.record({ name: 'contract.changed', content })
  ctx.changed({ kind: 'account', id: before.accountId })
  return show(ctx, after)
}

/** The contract that follows: the same terms from the day after the last one on, with grants and entitlements of its own. */
export async function renewContract(
  ctx: Context,
  id: string,
  { endsOn }: Asked<'renewContract'>['body'],
): Promise<ServiceContract> {
  ctx.require('contracts.edit')
  await store.lockContract(ctx.db, id)
  const row = await theContract(ctx, id)
  if (row.renewedBy) throw new Refusal('already_exists', { contract: contractNumberText(row.renewedBy.number) })
  if (row.terms.endsOn === null || row.cancelledOn !== null)
    throw malformed('endsOn', 'only a contract that runs out can be renewed')
  if (endsOn !== null && endsOn <= row.terms.endsOn) throw malformed('endsOn', 'ends before it begins')
  if (row.terms.calendarId) await requireCalendar(ctx, row.terms.calendarId)
  return show(ctx, await renew(ctx, row, endsOn))
}

async function renew(ctx: Context, row: store.ContractRow, endsOn: string | null): Promise<store.ContractRow> {
  const entitlements = row.terms.entitlements.map((each) => ({ ...each, id: ctx.newId() }))
  const startsOn = dayAfter(row.terms.endsOn!)
  const renewal = endsOn === null && row.terms.renewal === 'automatic' ? 'by_hand' : row.terms.renewal
  // One that renews itself must not lapse because a calendar went: it goes on in the hours of the team, and says so.
  const hoursGone = row.terms.calendarId !== null && !(await isOffered(ctx, row.terms.calendarId))
  const calendarId = hoursGone ? null : row.terms.calendarId
  const terms: ContractTerms = { ...row.terms, startsOn, endsOn, renewal, calendarId, entitlements }
  const opened = await open(ctx, row.accountId, terms, { renewedFrom: row.id, demo: row.demo })
  await tell(ctx, 'contract.renewed', opened, hoursGone ? { hoursGone: true } : {})
  return opened
}

export async function cancelContract(
  ctx: Context,
  id: string,
  { version, on, reason }: Asked<'cancelContract'>['body'],
): Promise<ServiceContract> {
  ctx.require('contracts.edit')
  await store.lockContract(ctx.db, id)
  const before = await theContract(ctx, id)
  if (before.cancelledOn) throw new Refusal('already_exists', { cancelledOn: before.cancelledOn })
  const { startsOn, endsOn } = before.terms
  if (on < dateOf(ctx, before.terms)) throw malformed('on', 'a day in the past')
  if (on < startsOn || (endsOn !== null && on > endsOn)) throw malformed('on', 'a day outside the contract')
  const columns = { cancelled_on: on, cancelled_because: reason, cancelled_at: ctx.now }
  if (!(await store.updateContract(ctx.db, id, version, columns, before.terms, personOf(ctx), ctx.now)))
    throw new Refusal('changed_meanwhile', { current: await show(ctx, before) })
  const after = await theContract(ctx, id)
  await settle(ctx, after)
  const content = { contractId: id, contract: contractNumberText(after.number), on, because: reason }
  await ctx.record({ name: 'contract.cancelled', content })
  ctx.changed({ kind: 'account', id: before.accountId })
  return show(ctx, after)
}

/** Settles one contract whose ledger has something to do by itself; one that renews itself is followed by the next. */
export async function settleOne(ctx: Context, id: string): Promise<void> {
  if (!(await store.claimDue(ctx.db, id, ctx.now))) return
  const row = await theContract(ctx, id)
  const renews = isToRenew(row, ctx.now.getTime())
  if (renews) await renew(ctx, row, nextEnd(row.terms))
  await settle(ctx, renews ? await theContract(ctx, id) : row)
  ctx.changed({ kind: 'account', id: row.accountId })
}

export async function showAll(ctx: Context, rows: readonly store.ContractRow[]): Promise<ServiceContract[]> {
  const ids = rows.flatMap(countedIds)
  const ledgers = await ledgersOf(ctx.db, ids)
  const reserved = await reservedOf(ctx.db, ids)
  const now = ctx.now.getTime()
  const names = await namesOf(ctx, all(rows, 'productIds'), all(rows, 'assetIds'))
  const named = (list: readonly string[]) => list.map((id) => ({ id, name: names.get(id) ?? '' }))
  return rows.map((row) => {
    const standings = standingsOf(row, ledgers, reserved, now)
    return {
      id: row.id,
      number: contractNumberText(row.number),
      account: { id: row.accountId, name: row.account },
      terms: row.terms,
      covers: { products: named(row.terms.productIds), assets: named(row.terms.assetIds) },
      cancelledOn: row.cancelledOn,
      cancelledBecause: row.cancelledBecause,
      renewedFrom: row.renewedFrom && { id: row.renewedFrom.id, number: contractNumberText(row.renewedFrom.number) },
      renewedBy: row.renewedBy && { id: row.renewedBy.id, number: contractNumberText(row.renewedBy.number) },
      light: lightOf(row, standings, row.renewedBy !== null, now),
      standings,
      createdAt: row.createdAt.toISOString(),
      version: row.version,
    }
  })
}

const all = (rows: readonly store.ContractRow[], of: 'productIds' | 'assetIds'): string[] =>
  rows.flatMap(({ terms }) => terms[of])

const show = async (ctx: Context, row: store.ContractRow): Promise<ServiceContract> => (await showAll(ctx, [row]))[0]!

async function tell(ctx: Context, name: string, row: store.ContractRow, more: Record<string, unknown> = {}) {
  const { id, number, terms, account, accountId } = row
  const content = { contractId: id, contract: contractNumberText(number), name: terms.name, account, ...more }
  await ctx.record({ name, content })
  ctx.changed({ kind: 'account', id: accountId })
}

async function theContract(ctx: Context, id: string): Promise<store.ContractRow> {
  const row = await store.findContract(ctx.db, id)
  if (!row) throw new Refusal('not_found', { what: 'service contract', id })
  return row
}

async function requireKnown(
  ctx: Context,
  accountId: string,
  before: ContractTerms | null,
  terms: ContractTerms,
): Promise<void> {
  if (terms.calendarId && terms.calendarId !== before?.calendarId) await requireCalendar(ctx, terms.calendarId)
  if (terms.policyId) await requirePolicy(ctx, terms.policyId)
  await requireProductsAndAssets(
    ctx,
    accountId,
    terms.productIds.filter((id) => !before?.productIds.includes(id)),
    terms.assetIds.filter((id) => !before?.assetIds.includes(id)),
  )
  const named = namedAnew(before, terms)
  const known = await agreed.namedContacts(ctx.db, accountId, named)
  const stranger = named.find((id) => !known.includes(id))
  if (stranger) throw new Refusal('not_found', { what: 'contact', id: stranger })
}

/** Ids come from whoever writes the terms: one that is taken would share the ledger of another contract. */
async function requireOwn(ctx: Context, contractId: string, { entitlements }: ContractTerms): Promise<void> {
  const ids = entitlements.map(({ id }) => id)
  const [taken] = await agreed.entitlementsElsewhere(ctx.db, contractId, ids)
  if (taken) throw new Refusal('already_exists', { what: 'entitlement', id: taken })
}

function refuse(fields: readonly Problem[]): void {
  if (fields.length > 0) throw new Refusal('malformed', { fields })
}

const dateOf = (ctx: Context, { timeZone }: ContractTerms): string => dateAt(ctx.now.getTime(), timeZone)
const malformed = (path: string, message: string) => new Refusal('malformed', { fields: [{ path, message }] })
const personOf = ({ actor }: Context) => (actor.kind === 'person' ? actor.id : null)
