import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { returnToQueue } from '../../cases/actions/assign-case.ts'
import { offerNoLonger } from '../../casetypes/actions/offer.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import { dayOf } from '../../reports/rules.ts'
import { keepUsedRoles } from '../store/circle.ts'
import * as lent from '../store/lent.ts'
import * as loading from '../store/loading.ts'
import * as store from '../store/removal.ts'
import { dropSkillsAsked } from '../store/routing.ts'
import { demoDays } from './backlog.ts'
import type { Progress } from './load-demo.ts'
import { removeRules, takeWeightsBack } from './make-routing.ts'

const removed = 'the demo company was removed'

/**
 * Removes everything of the demo company in one act. What real people made stays: cases that stood with demo people go
 * to the default queue, and links to demo customers are emptied. Answers false where there is nothing to remove.
 */
export async function removeDemo(runtime: Runtime, progress: Progress): Promise<boolean> {
  return inTransaction(runtime, systemActor, async (ctx) => {
    const { db, now } = ctx
    await loading.takeTurn(db)
    if (!(await loading.findRun(db, now)).loadedAt) return false
    const total = store.marked.length + 2
    let done = 0
    const step = async (work: Promise<unknown>) => {
      await work
      await progress(++done, total)
    }
    const place = await store.realPlace(db)
    await removeRules(ctx, place?.queueId ?? null)
    await takeWeightsBack(ctx, await lent.weightsLent(db))
    await store.keepUsedSkills(db)
    await dropSkillsAsked(db)
    if (place) {
      for (const id of await store.realCasesHeldByDemo(db))
        await returnToQueue(ctx, id, { queueId: place.queueId, reason: removed })
      await step(store.moveToReal(db, place))
    }
    const setUpAt = await loading.setUpAt(db)
    const firstDay = setUpAt && dayOf(setUpAt, await organisationZone(db)).day
    await store.takeFromBacklog(db, await demoDays(db, now), firstDay)
    await store.keepUsedProducts(db)
    await store.keepUsedCalendars(db)
    await keepUsedRoles(db)
    await store.keepUsedTypes(db)
    await step(store.deleteTimelines(db))
    for (const table of store.marked) await step(store.deleteMarked(db, table))
    await offerNoLonger(ctx, await lent.typesToTakeBack(db))
    await loading.setLoaded(db, null)
    await ctx.record({ name: 'demo.removed' })
    for (const kind of ['people', 'settings', 'governance'] as const) ctx.changed({ kind, id: 'demo' })
    return true
  })
}
