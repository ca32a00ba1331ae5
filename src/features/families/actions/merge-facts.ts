import type { Context } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import type { loadToRead } from '../../cases/actions/load.ts'
import { waitsSince } from '../../cases/actions/merge-away.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { FamilyFacts, MergeFacts, Side } from '../rules/merging.ts'
import * as store from '../store/merges.ts'

type CaseFacts = Awaited<ReturnType<typeof loadToRead>>

/** What the rules of merging look at, and which watchers may go along. */
export async function mergeFacts(
  ctx: Context,
  source: CaseFacts,
  survivor: CaseFacts,
): Promise<{ facts: MergeFacts; watchers: string[] }> {
  const people = {
    source: await store.peopleOn(ctx.db, source.id),
    survivor: await store.peopleOn(ctx.db, survivor.id),
  }
  const all = [...people.source, ...people.survivor].map(({ id }) => id)
  const sees =
    source.restricted || survivor.restricted ? await whoMaySee(ctx.db, all, [source.id, survivor.id]) : () => true
  const watchers = people.source.filter(({ watches }) => watches)
  const strangers = people.survivor.filter(({ id }) => !sees(id, source.id)).map(({ name }) => name)
  const sides = { source: await sideOf(ctx, source), survivor: await sideOf(ctx, survivor) }
  const otherTeam = source.restricted && source.team_id !== survivor.team_id ? [sides.survivor.team] : []
  const has = (right: string) => ctx.actor.rights.has('*') || ctx.actor.rights.has(right)
  return {
    watchers: watchers.filter(({ id }) => sees(id, survivor.id)).map(({ id }) => id),
    facts: {
      ...sides,
      isSame: source.id === survivor.id,
      sameAccount: source.account_id === survivor.account_id,
      sameContact: source.contact_id === survivor.contact_id,
      waits: waitsSince(source, survivor) !== null,
      family: await familyFacts(ctx, source, survivor),
      may: { mergeAcross: has('cases.merge_across'), restrict: has('cases.restrict') },
      newcomers: [...otherTeam, ...strangers],
      left: watchers.filter(({ id }) => !sees(id, survivor.id)).map(({ name }) => name),
      brings: await store.brings(ctx.db, source.id),
    },
  }
}

async function familyFacts(ctx: Context, source: CaseFacts, survivor: CaseFacts): Promise<FamilyFacts> {
  const { encloses, above, below, incidents } = await store.familyOf(ctx.db, source.id, survivor.id)
  const isClose = source.parent_id === survivor.id || survivor.parent_id === source.id
  return {
    encloses,
    // Where one is the parent of the other, its children come nearer to the top.
    levels: isClose || below === 0 ? 0 : above + 1 + below,
    problemIntoIncident: incidents > 0 && survivor.problem_id !== null && survivor.problem_id !== source.id,
  }
}

async function sideOf(ctx: Context, record: CaseFacts): Promise<Side> {
  const { mergedInto, ...names } = await store.namesOn(ctx.db, record.id)
  return {
    ...names,
    number: caseNumberText(record.number),
    status: record.status as Status,
    restricted: record.restricted,
    restrictedItself: record.restricted_itself,
    mergedInto: mergedInto === null ? null : caseNumberText(mergedInto),
  }
}
