import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { isOffered } from '../../calendars/actions.ts'
import type { policiesContract, ShownPolicy } from '../contract/policies.ts'
import type { SlaPolicy } from '../contract.ts'
import { missingOf } from '../store/people.ts'
import * as store from '../store/policies.ts'
import { deleteDraft } from '../store/policy-history.ts'

export async function listPolicies(ctx: Context): Promise<ShownPolicy[]> {
  ctx.require('settings.read')
  return store.currentPolicies(ctx.db)
}

export async function getPolicy(ctx: Context, id: string): Promise<ShownPolicy> {
  ctx.require('settings.read')
  return thePolicy(ctx, id)
}

/** A new policy holds for cases that open, or change in a way that can matter, from now on. */
export async function createPolicy(
  ctx: Context,
  { appliesTo = 'new_cases', draft, ...asked }: InputOf<typeof policiesContract.createPolicy>['body'],
): Promise<ShownPolicy> {
  ctx.require('settings.edit')
  const policy: SlaPolicy = { ...asked, id: ctx.newId(), version: 1 }
  await requireNamed(ctx, policy)
  await store.insertPolicy(ctx.db, policy, personOf(ctx), ctx.now)
  await makeRoom(ctx, policy)
  // One that somebody else went on with stays theirs.
  if (draft !== undefined) await deleteDraft(ctx.db, null, draft)
  await ctx.record({ name: 'policy.created', content: { policyId: policy.id, policy: policy.name, appliesTo } })
  ctx.changed({ kind: 'settings', id: policy.id })
  return thePolicy(ctx, policy.id)
}

/** Those behind the place of a new policy step back, so that no two share a place. */
async function makeRoom(ctx: Context, { id, position }: SlaPolicy): Promise<void> {
  const others = (await store.currentPolicies(ctx.db)).filter((each) => each.id !== id)
  const place = Math.min(position, others.length)
  const ids = others.map((each) => each.id)
  await store.setOrder(ctx.db, [...ids.slice(0, place), id, ...ids.slice(place)])
}

/** The order in which policies are tried. Open cases are agreed on anew where asked, or when something of theirs changes. */
export async function orderPolicies(
  ctx: Context,
  { ids, appliesTo }: InputOf<typeof policiesContract.orderPolicies>['body'],
): Promise<ShownPolicy[]> {
  ctx.require('settings.edit')
  const before = await store.currentPolicies(ctx.db)
  const known = new Set(before.map(({ id }) => id))
  if (ids.length !== known.size || new Set(ids).size !== ids.length || ids.some((id) => !known.has(id)))
    throw new Refusal('changed_meanwhile', { current: before })
  if (ids.join() === before.map(({ id }) => id).join()) return before
  await store.setOrder(ctx.db, ids)
  await ctx.record({ name: 'policy.reordered', content: { ids, appliesTo } })
  ctx.changed({ kind: 'settings', id: 'policies' })
  return store.currentPolicies(ctx.db)
}

/** Publishes a new version of a policy. Open cases stay on theirs unless asked to follow. */
export async function changePolicy(
  ctx: Context,
  id: string,
  { version, appliesTo, disabled, draft, ...change }: InputOf<typeof policiesContract.changePolicy>['body'],
): Promise<ShownPolicy> {
  ctx.require('settings.edit')
  const { disabled: wasDisabled, ...before } = await thePolicy(ctx, id)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const policy: SlaPolicy = { ...before, ...given, version: version + 1 }
  await requireNamed(ctx, policy)
  if (!(await store.updatePolicy(ctx.db, policy, personOf(ctx), ctx.now)))
    throw new Refusal('changed_meanwhile', { current: await thePolicy(ctx, id) })
  if (disabled !== undefined && disabled !== wasDisabled) await store.setDisabled(ctx.db, id, disabled ? ctx.now : null)
  if (draft !== undefined) await deleteDraft(ctx.db, id, draft)
  const changed = [...Object.keys(given), ...(disabled === undefined ? [] : ['disabled'])]
  await ctx.record({
    name: 'policy.changed',
    content: { policyId: id, policy: policy.name, version: policy.version, changed, appliesTo },
  })
  ctx.changed({ kind: 'settings', id })
  return thePolicy(ctx, id)
}

/** Refuses a policy that is not there, wherever one is named. */
export async function requirePolicy(ctx: Context, id: string): Promise<void> {
  await thePolicy(ctx, id)
}

async function thePolicy(ctx: Context, id: string): Promise<ShownPolicy> {
  const policy = await store.currentPolicy(ctx.db, id)
  if (!policy) throw new Refusal('not_found', { what: 'policy', id })
  return policy
}

/** Refuses calendars, people and teams that are not there. */
export async function requireNamed(
  ctx: Context,
  { targets, milestones }: Pick<SlaPolicy, 'targets' | 'milestones'>,
): Promise<void> {
  const all = [...Object.values(targets), ...milestones.map((each) => each.targets)].flatMap((each) =>
    Object.values(each ?? {}).flatMap((target) => target ?? []),
  )
  for (const id of new Set(all.flatMap(({ calendarId }) => calendarId ?? []))) {
    if (!(await isOffered(ctx, id))) throw new Refusal('not_found', { what: 'calendar', id })
  }
  const steps = all.flatMap((target) => target.steps)
  const people = steps.flatMap((step) => step.people.flatMap((each) => (each.who === 'person' ? each.personId : [])))
  const leads = steps.flatMap((step) => step.people.flatMap((each) => (each.who === 'lead_of' ? each.teamId : [])))
  const teams = [...leads, ...steps.flatMap(({ change }) => change.teamId ?? [])]
  const missing = await missingOf(ctx.db, { people, teams })
  if (missing) throw new Refusal('not_found', missing)
}

const personOf = ({ actor }: Context) => (actor.kind === 'person' ? actor.id : null)
