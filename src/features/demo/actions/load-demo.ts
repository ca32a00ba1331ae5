import { Refusal } from '../../../platform/refusal.ts'
import { type Retell, type Runtime, retelling, systemActor } from '../../../platform/runtime.ts'
import { holidaysOfCountry, yearsIn } from '../../calendars/actions/ask-holidays.ts'
import type { OpeningHours } from '../../calendars/contract.ts'
import { hoursWith } from '../../calendars/rules/holidays.ts'
import { offerAll } from '../../casetypes/actions/offer.ts'
import { currentTypes } from '../../casetypes/actions.ts'
import { pathOf } from '../../casetypes/rules/stages.ts'
import { indexCases } from '../../search/actions.ts'
import { contactsOf } from '../rules/company/contacts.ts'
import type { PlannedCase } from '../rules/moves.ts'
import { planFamilies } from '../rules/outage.ts'
import { planCompany, type TypeFacts } from '../rules/plan-company.ts'
import { DAY } from '../rules/timing.ts'
import { isInUse } from '../store/lent.ts'
import * as store from '../store/loading.ts'
import { demoDays } from './backlog.ts'
import { makeContracts } from './contracts.ts'
import { makeEscalations } from './escalation.ts'
import { makeFamilies } from './families.ts'
import { makeAbsence } from './make-absence.ts'
import { makeCircle, makeStatuses } from './make-circle.ts'
import { makeCompany } from './make-company.ts'
import { lendWeights, makeRouting } from './make-routing.ts'
import { makeSurveys } from './make-surveys.ts'
import { makeType } from './make-type.ts'
import { makeMerged } from './merged.ts'
import { tellSides } from './sides.ts'
import { standAside } from './stand-aside.ts'
import { letTimePass, type Telling, tellMove } from './tell-case.ts'

export interface Size {
  cases: number
  contacts: number
}
export const wholeCompany: Size = { cases: 400, contacts: 200 }
export type Progress = (done: number, total: number) => Promise<void> | void

/** The number of the case that is known by it, and the day on which Norrvik came to be. */
const knownNumber = 10_482
const founded = new Date('2011-03-01T08:00:00Z')
/** Where Norrvik is, and its holidays with it. */
const country = { country: 'NO', state: null, region: null }
/** The oldest case is ninety days old; what covers it was agreed before. */
const contractsBefore = 100 * DAY
const progressEvery = 20
const indexAtOnce = 50

/**
 * Fills the installation with the demo company by the acts that made it, in one transaction: it is there as a whole or
 * not at all. Answers false where it is there already.
 */
export async function loadDemo(runtime: Runtime, size: Size, progress: Progress): Promise<boolean> {
  const now = runtime.now()
  return retelling(runtime, async (retell, db) => {
    await store.takeTurn(db)
    if ((await store.findRun(db, now)).loadedAt) return false
    const current = await store.currentHours(db)
    if (!current) throw new Refusal('unavailable', { because: 'nobody has set this installation up yet' })
    const usual = current.hours as unknown as OpeningHours
    const holidays = await holidaysOfCountry(country, yearsIn(usual.timeZone, now))
    const hours = hoursWith({ ...usual, holidays: [], overrides: {}, names: {} }, [{ ...holidays, switched: {} }])
    const contacts = contactsOf(size.contacts)
    const inUse = await isInUse(db)
    const { answer: lent } = await retell(systemActor, now, offerAll)
    const { answer: types } = await retell(systemActor, now, async (ctx) =>
      Object.fromEntries(
        (await currentTypes(ctx)).map(({ key, definition }): [string, TypeFacts] => [
          key,
          {
            path: pathOf(definition)
              .filter(({ status }) => status === 'open')
              .map((stage) => stage.key),
            silenceHours: definition.silenceHours,
            confirmationDays: definition.confirmationDays,
          },
        ]),
      ),
    )
    const plan = planCompany({
      hours,
      now,
      cases: size.cases,
      contacts,
      types,
    })
    const known = plan.findIndex((planned) => planned.known !== null)
    await store.continueNumbersFrom(db, knownNumber - known)
    const { answer: company } = await retell(systemActor, founded, (ctx) =>
      makeCompany(ctx, contacts, { usual, country, holidays }, now),
    )
    await makeContracts(retell, company, now, new Date(now.getTime() - contractsBefore))
    const told = await tellAll(retell, company, plan, progress)
    await tellSides(retell, company, told, { now: now.getTime(), hours })
    const family = await tellAll(retell, company, planFamilies(contacts, now.getTime()), () => {})
    const inFamily = family.map(({ caseId }) => caseId!)
    const joined = { incidents: inFamily.slice(0, -1), parent: inFamily.at(-1)! }
    const families = await makeFamilies(retell, company, joined, now)
    const merged = await makeMerged(retell, company, contacts[7]!, now)
    const { answer: weights } = inUse ? { answer: null } : await retell(systemActor, now, lendWeights)
    const arrived = await makeRouting(retell, company, contacts, now)
    const among = await makeCircle(retell, company, contacts, now)
    const visited = await makeType(retell, company, contacts, now)
    const routed = [...arrived, ...among, ...visited]
    const ids = [...told.map(({ caseId }) => caseId!), ...inFamily, ...families, ...merged, ...routed]
    for (const id of ids) await letTimePass(retell, id, now)
    await makeSurveys(retell, db, now)
    await makeAbsence(retell, company, now)
    await makeEscalations(retell, ids, now)
    await makeStatuses(retell, company, now)
    if (inUse) await retell(systemActor, now, (ctx) => standAside(ctx, lent))
    for (let at = 0; at < ids.length; at += indexAtOnce) await indexCases(db, ids.slice(at, at + indexAtOnce))
    await store.addToBacklog(db, await demoDays(db, now), now)
    await store.setLoaded(db, now)
    await retell(systemActor, now, async (ctx) => {
      const typeIds = inUse ? [] : lent
      const content = { cases: ids.length, types: typeIds.length, typeIds, weightsVersion: weights }
      await ctx.record({ name: 'demo.loaded', content })
      for (const kind of ['people', 'settings', 'governance'] as const) ctx.changed({ kind, id: 'demo' })
    })
    return true
  })
}

/** All moves of all cases in the order of time, so that every decision saw what was known then. */
async function tellAll(
  retell: Retell,
  company: Awaited<ReturnType<typeof makeCompany>>,
  plan: readonly PlannedCase[],
  progress: Progress,
): Promise<Telling[]> {
  const tellings = plan.map(
    (planned): Telling => ({
      planned,
      contactId: company.contactIds.get(planned.contact.email)!,
      caseId: null,
      owner: company.leads[planned.team],
      lastSentId: null,
      lookedAt: 0,
    }),
  )
  const moves = tellings.flatMap((telling) => telling.planned.moves.map((move) => ({ telling, move })))
  moves.sort((a, b) => a.move.at - b.move.at)
  for (const [done, { telling, move }] of moves.entries()) {
    if (done % progressEvery === 0) await progress(done, moves.length)
    await tellMove(retell, company, telling, move)
  }
  await progress(moves.length, moves.length)
  return tellings
}
