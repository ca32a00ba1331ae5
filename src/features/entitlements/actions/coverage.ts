import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead, loadToWork } from '../../cases/actions/load.ts'
import type { Uncovered } from '../../casetypes/contract.ts'
import { getAsset, namesOf } from '../../products/actions.ts'
import type { CaseCoverage, Considered, Coverage, Verdict } from '../contract/coverage.ts'
import type { entitlementsContract } from '../contract.ts'
import { coverageOf } from '../rules/coverage.ts'
import * as contracts from '../store/contracts.ts'
import * as store from '../store/coverage.ts'
import * as ledger from '../store/ledger.ts'
import * as agreed from '../store/terms.ts'
import { showAll } from './contracts.ts'
import { columnsOf, consequenceOf, type Decided, decide, factsAt, takeIncident, tell } from './decide-coverage.ts'
import { giveBack } from './give-back.ts'

type Asked<K extends keyof typeof entitlementsContract> = InputOf<(typeof entitlementsContract)[K]>

/** “Would this be covered? Was it, then?” By what was agreed and left at that instant. */
export async function accountCoverage(
  ctx: Context,
  accountId: string,
  query: Asked<'accountCoverage'>['query'],
): Promise<Coverage> {
  ctx.require('customers.read')
  if (!(await agreed.accountIsThere(ctx.db, accountId)))
    throw new Refusal('not_found', { what: 'account', id: accountId })
  const at = query.at ? new Date(query.at) : ctx.now
  const rows = await agreed.contractsAsOf(ctx.db, accountId, at)
  const asked = {
    contact: query.contact ? { id: query.contact, name: query.contact } : null,
    channel: query.channel,
    type: query.type ?? null,
    ...(await subjectOf(ctx, query)),
  }
  return { at: at.toISOString(), ...coverageOf(await factsAt(ctx, rows, at, null), asked, at.getTime()) }
}

/** What is asked about, as it is called; an asset says of which product it is. */
async function subjectOf(
  ctx: Context,
  { product, asset }: { product?: string | undefined; asset?: string | undefined },
) {
  const found = asset === undefined ? null : await getAsset(ctx, asset)
  if (found) return { product: found.product, asset: { id: found.id, serial: found.serial } }
  const name = product && (await namesOf(ctx, [product], [])).get(product)
  if (product && !name) throw new Refusal('not_found', { what: 'product', id: product })
  return { product: product && name ? { id: product, name } : null, asset: null }
}

export async function caseCoverage(ctx: Context, ref: string): Promise<{ coverage: CaseCoverage | null }> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const row = await store.findCoverage(ctx.db, record.id)
  return { coverage: row ? await show(ctx, row) : null }
}

/** A person knows better what covers a case: an incident taken before is given back, the new one is taken. */
export async function chooseCoverage(
  ctx: Context,
  ref: string,
  { version, entitlementId, reason }: Asked<'chooseCoverage'>['body'],
): Promise<CaseCoverage> {
  ctx.require('cases.work')
  const { record, definition } = await loadToWork(ctx, ref)
  const before = await store.findCoverage(ctx.db, record.id)
  if (!before) throw new Refusal('not_found', { what: 'coverage', id: ref })
  if (before.version !== version) throw new Refusal('changed_meanwhile', { current: await show(ctx, before) })
  const rows = await contracts.lockedOfAccount(ctx.db, record.account_id, before.contract_id)
  await giveBack(ctx, record.id, before.entitlement_id, reason)
  const asked = (await store.askedFor(ctx.db, record.id))!
  const seen = await decide(ctx, rows, asked, ctx.now)
  const chosen = entitlementId === null ? null : seen.considered.find((each) => each.entitlement.id === entitlementId)
  if (chosen === undefined) throw new Refusal('not_found', { what: 'entitlement', id: entitlementId })
  // What does not cover it by the rules is no way around whoever has to approve.
  if (chosen && chosen.unmet.length > 0 && definition.uncovered === 'approval') ctx.require('coverage.approve')
  const decision: Decided = chosen
    ? { ...seen, verdict: 'covered', by: { contract: chosen.contract, entitlement: chosen.entitlement } }
    : { ...seen, verdict: 'not_covered', by: null }
  const consequence = consequenceOf(decision.verdict, definition.uncovered)
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await store.updateCoverage(ctx.db, record.id, version, {
    consequence,
    ...columnsOf(decision),
    chosen_by: by,
    chosen_because: reason,
    decided_at: null,
    decided_by: null,
    approved: null,
    decision_note: null,
  })
  await ledger.keepReservation(ctx.db, record.id, null)
  await tell(ctx, 'case.coverage_chosen', record.id, decision, { consequence, because: reason })
  await takeIncident(ctx, record.id, rows, decision)
  return showOf(ctx, record.id)
}

/** Approves or refuses work that nothing covers. Whoever owns the case asks; somebody with the right decides. */
export async function decideUncovered(
  ctx: Context,
  ref: string,
  { version, approve, note }: Asked<'decideUncovered'>['body'],
): Promise<CaseCoverage> {
  ctx.require('coverage.approve')
  const { record } = await loadToWork(ctx, ref)
  const before = await store.findCoverage(ctx.db, record.id)
  if (!before) throw new Refusal('not_found', { what: 'coverage', id: ref })
  if (before.version !== version) throw new Refusal('changed_meanwhile', { current: await show(ctx, before) })
  if (before.consequence !== 'approval') throw malformed('approve', 'nobody asked for an approval here')
  if (!approve && !note) throw malformed('note', 'say why it is refused')
  await store.updateCoverage(ctx.db, record.id, version, {
    decided_at: ctx.now,
    decided_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    approved: approve,
    decision_note: note,
  })
  const name = approve ? 'case.uncovered_work_approved' : 'case.uncovered_work_refused'
  await ctx.record({ name, caseId: record.id, content: { note } })
  return showOf(ctx, record.id)
}

/** Holds hours of the covering entitlement for a case; they stay in the balance until they are worked. */
export async function reserveHours(ctx: Context, ref: string, minutes: number): Promise<CaseCoverage> {
  ctx.require('cases.work')
  const { record } = await loadToWork(ctx, ref)
  const row = await store.findCoverage(ctx.db, record.id)
  const covering = row?.entitlement_id ? await ledger.findEntitlement(ctx.db, row.entitlement_id) : undefined
  if (!row || covering?.kind !== 'hours') throw malformed('minutes', 'no prepaid hours cover this case')
  await contracts.lockContract(ctx.db, covering.contract_id)
  const contract = (await contracts.findContract(ctx.db, covering.contract_id))!
  const [facts] = await factsAt(ctx, [contract], ctx.now, record.id)
  const free = facts!.left.get(covering.id) ?? 0
  if (minutes > free) throw malformed('minutes', `only ${free} minutes are free`)
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await ledger.keepReservation(ctx.db, record.id, { entitlementId: covering.id, minutes, at: ctx.now, by })
  await ctx.record({ name: 'case.hours_reserved', caseId: record.id, content: { minutes } })
  return showOf(ctx, record.id)
}

const showOf = async (ctx: Context, caseId: string): Promise<CaseCoverage> =>
  show(ctx, (await store.findCoverage(ctx.db, caseId))!)

async function show(ctx: Context, row: store.CoverageRow): Promise<CaseCoverage> {
  const considered = row.considered as unknown as Considered[]
  const by = considered.find(
    (each) => each.contract.id === row.contract_id && each.entitlement.id === row.entitlement_id,
  )
  const contract = row.contract_id ? await contracts.findContract(ctx.db, row.contract_id) : undefined
  const [shown] = contract ? await showAll(ctx, [contract]) : []
  const reserved = await ledger.reservationOf(ctx.db, row.case_id)
  return {
    at: row.at.toISOString(),
    verdict: row.verdict as Verdict,
    by: by ? { contract: by.contract, entitlement: by.entitlement } : null,
    considered,
    consequence: row.consequence as Uncovered,
    chosen: row.chosen_because === null ? null : { by: row.chooser, because: row.chosen_because },
    decision:
      row.decided_at === null
        ? null
        : { approved: row.approved!, by: row.decider, at: row.decided_at.toISOString(), note: row.decision_note },
    reservedMinutes: reserved?.minutes ?? 0,
    version: row.version,
    contract: shown
      ? {
          id: shown.id,
          number: shown.number,
          name: shown.terms.name,
          endsOn: shown.terms.endsOn,
          light: shown.light,
          standings: shown.standings,
        }
      : null,
  }
}

const malformed = (path: string, message: string) => new Refusal('malformed', { fields: [{ path, message }] })
