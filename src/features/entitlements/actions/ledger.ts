import type { Context, Db } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToWork } from '../../cases/actions/load.ts'
import type { EntitlementStanding } from '../contract/coverage.ts'
import type { EntitlementTerms } from '../contract/terms.ts'
import type { entitlementsContract, LedgerEntry } from '../contract.ts'
import { dueEntries, dueWarnings, type Entry, type EntryKind, split, standingOf, warningsAt } from '../rules/ledger.ts'
import { contractNumberText } from '../rules/numbers.ts'
import { endOf } from '../rules/periods.ts'
import { countedOf, isToRenew, ledgerBy, nextSettling, standingsOf } from '../rules/standings.ts'
import * as contracts from '../store/contracts.ts'
import * as store from '../store/ledger.ts'
import { rowOf } from './ledger-row.ts'
import { writeWarnings } from './warnings.ts'

export type Ledgers = Map<string, Entry[]>

/** Writes what the ledgers of a contract have to say by now; the caller holds the contract's lock. */
export async function settle(ctx: Context, row: contracts.ContractRow): Promise<Ledgers> {
  const ledgers = await store.ledgersOf(ctx.db, countedIds(row))
  const now = ctx.now.getTime()
  const end = endOf(row.terms, row.cancelledOn)
  for (const entitlement of row.terms.entitlements) {
    const ledger = ledgers.get(entitlement.id)
    if (!ledger) continue
    const due = dueEntries(countedOf(row, entitlement), ledger, now, () => ctx.newId())
    ledger.push(...due)
    await store.insertEntries(
      ctx.db,
      due.map((entry) => rowOf(entitlement.id, entry)),
    )
    const warnings = dueWarnings(ledger, end, now)
    ledger.push(...warnings.map((each) => ({ ...each, id: ctx.newId() })))
    await writeWarnings(ctx, row, entitlement.id, warnings, standingOf(ledger).balance)
  }
  // After a long standstill what was just renewed may have ended as well.
  const next = isToRenew(row, now) ? now : nextSettling(row, ledgers, now)
  if ((row.settleAt?.getTime() ?? null) !== next)
    await contracts.setSettleAt(ctx.db, row.id, next === null ? null : new Date(next))
  return ledgers
}

export interface Taking {
  kind: Extract<EntryKind, 'consume' | 'adjust'>
  /** Positive; what a consumption cannot find becomes overage. */
  amount: number
  caseId: string | null
  note: string | null
}

/** Writes one line by hand or for a case; the caller holds the contract's lock. Answers what was covered and what was not. */
export async function writeEntry(
  ctx: Context,
  row: contracts.ContractRow,
  entitlement: EntitlementTerms,
  { kind, amount, caseId, note }: Taking,
): Promise<{ covered: number; overage: number }> {
  const ledger = (await settle(ctx, row)).get(entitlement.id)!
  const { balance } = standingOf(ledger)
  const taken = kind === 'consume' ? split(balance, amount) : { covered: amount, overage: 0 }
  const entry: Entry = {
    id: ctx.newId(),
    at: ctx.now.getTime(),
    kind,
    amount: kind === 'consume' ? -taken.covered : amount,
    overage: taken.overage,
    lotId: null,
    expiresAt: null,
    key: null,
  }
  const person = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await store.insertEntries(ctx.db, [{ ...rowOf(entitlement.id, entry), case_id: caseId, person_id: person, note }])
  ledger.push(entry)
  const warnings = dueWarnings(ledger, endOf(row.terms, row.cancelledOn), ctx.now.getTime())
  await writeWarnings(ctx, row, entitlement.id, warnings, standingOf(ledger).balance)
  ctx.changed({ kind: 'account', id: row.accountId })
  return taken
}

/** Takes the incident of a new case from what was settled and looked at under the same lock; beyond it is overage. */
export async function takeForCase(
  ctx: Context,
  row: contracts.ContractRow,
  standing: store.KeptStanding,
  caseId: string,
): Promise<void> {
  const { covered, overage } = split(standing.balance, 1)
  const at = ctx.now.getTime()
  const plain = { id: ctx.newId(), at, lotId: null, expiresAt: null, key: null }
  const entry: Entry = { ...plain, kind: 'consume', amount: -covered, overage }
  const person = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const line = { ...rowOf(standing.id, entry), case_id: caseId, person_id: person, note: null }
  await store.insertBesideCase(ctx.db, line)
  const end = endOf(row.terms, row.cancelledOn)
  const warnings = end !== null && end <= at ? [] : warningsAt(standing.balance - covered, standing, at)
  await writeWarnings(ctx, row, standing.id, warnings, standing.balance - covered)
  ctx.changed({ kind: 'account', id: row.accountId })
}

/** Takes hours or incidents by hand, or corrects the balance with a reason. */
export async function addEntry(
  ctx: Context,
  id: string,
  asked: InputOf<typeof entitlementsContract.addEntry>['body'],
): Promise<EntitlementStanding> {
  ctx.require(asked.kind === 'adjust' ? 'contracts.edit' : 'cases.work')
  const held = await store.findEntitlement(ctx.db, id)
  if (!held) throw new Refusal('not_found', { what: 'entitlement', id })
  const subject = asked.case === undefined ? null : (await loadToWork(ctx, asked.case)).record
  await contracts.lockContract(ctx.db, held.contract_id)
  const row = (await contracts.findContract(ctx.db, held.contract_id))!
  const entitlement = row.terms.entitlements.find((each) => each.id === id)
  if (!entitlement || entitlement.amount === null) throw malformed('amount', 'nothing is counted here')
  if (subject && subject.account_id !== row.accountId) throw malformed('case', 'a case of another account')
  if (asked.amount === 0 || (asked.kind === 'consume' && asked.amount < 0))
    throw malformed('amount', 'what is taken is more than zero')
  const ledger = ledgerBy(row, entitlement, (await store.ledgersOf(ctx.db, [id])).get(id)!, ctx.now.getTime())
  if (asked.amount < 0 && standingOf(ledger).balance + asked.amount < 0)
    throw malformed('amount', 'more than there is left')
  const { covered, overage } = await writeEntry(ctx, row, entitlement, {
    kind: asked.kind,
    amount: asked.amount,
    caseId: subject?.id ?? null,
    note: asked.note,
  })
  const content = {
    contractId: row.id,
    contract: contractNumberText(row.number),
    entitlement: entitlement.name,
    unit: entitlement.kind === 'hours' ? 'minutes' : 'incidents',
    amount: asked.amount,
    ...(asked.kind === 'consume' && { covered, overage }),
    note: asked.note,
  }
  await ctx.record({
    name: asked.kind === 'adjust' ? 'entitlement.adjusted' : 'entitlement.used',
    ...(subject && { caseId: subject.id }),
    content,
  })
  if (subject && entitlement.kind === 'hours' && asked.kind === 'consume')
    await releaseReserved(ctx, subject.id, id, asked.amount)
  return standingNow(ctx, row, id)
}

/** What is worked is held no longer. */
async function releaseReserved(ctx: Context, caseId: string, entitlementId: string, minutes: number): Promise<void> {
  const held = await store.reservationOf(ctx.db, caseId)
  if (held?.entitlement_id !== entitlementId) return
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await store.keepReservation(ctx.db, caseId, { entitlementId, minutes: held.minutes - minutes, at: ctx.now, by })
}

async function standingNow(ctx: Context, row: contracts.ContractRow, id: string): Promise<EntitlementStanding> {
  const ids = countedIds(row)
  const standings = standingsOf(
    row,
    await store.ledgersOf(ctx.db, ids),
    await store.reservedOf(ctx.db, ids),
    ctx.now.getTime(),
  )
  return standings.find((each) => each.id === id)!
}

export async function listLedger(
  ctx: Context,
  contractId: string,
  query: InputOf<typeof entitlementsContract.listContractLedger>['query'],
): Promise<{ items: LedgerEntry[]; nextCursor: string | null }> {
  ctx.require('customers.read')
  if (!(await contracts.findContract(ctx.db, contractId)))
    throw new Refusal('not_found', { what: 'service contract', id: contractId })
  const { rows, nextCursor } = await store.pageOfLedger(ctx.db, ctx.actor, contractId, query)
  return {
    items: rows.map((line) => ({
      ...toldBy(line),
      id: line.id,
      entitlementId: line.entitlement_id,
      at: line.at.toISOString(),
      kind: line.kind as EntryKind,
      amount: line.amount,
      overage: line.overage,
      balance: Number(line.balance),
      expiresAt: line.expires_at?.toISOString() ?? null,
      case:
        line.case_id && line.number !== null && line.subject !== null
          ? { id: line.case_id, number: `C-${line.number}`, subject: line.subject }
          : null,
    })),
    nextCursor,
  }
}

/** Who wrote a line and why; of a case that the reader may not see, neither. */
const toldBy = (line: Awaited<ReturnType<typeof store.pageOfLedger>>['rows'][number]) =>
  line.case_id !== null && line.number === null
    ? { person: null, note: null }
    : { person: line.person_id && line.name !== null ? { id: line.person_id, name: line.name } : null, note: line.note }

export const countedIds = ({ terms }: contracts.ContractRow): string[] =>
  terms.entitlements.filter(({ amount }) => amount !== null).map(({ id }) => id)

/** For who looks whether the installation is sound. */
export const wrongBalances = (db: Db) => store.wrongBalances(db)

const malformed = (path: string, message: string) => new Refusal('malformed', { fields: [{ path, message }] })
