import type { Handlers } from '../../platform/http/implement.ts'
import { assignCase, returnToQueue } from './actions/assign-case.ts'
import { beginWork } from './actions/begin-work.ts'
import { showCalendar } from './actions/calendar.ts'
import { changeCase } from './actions/change-case.ts'
import { createCase, openFollowUp } from './actions/create-case.ts'
import { bePresent, see, watch } from './actions/facts.ts'
import { listMigrations, migrateCases, previewMigration } from './actions/migrate-type.ts'
import { listMyNext } from './actions/my-next.ts'
import { reopenCase, resolveCase } from './actions/resolve-case.ts'
import { changeView, createView, listViews, removeView } from './actions/saved-views.ts'
import { transitionCase, undoTransition } from './actions/transition-case.ts'
import { undoAssign } from './actions/undo-assign.ts'
import { countByRisk, countCases, getCase, getTimeline, listCases } from './actions/views.ts'
import type { casesContract } from './contract.ts'

export const casesRoutes: Handlers<typeof casesContract> = {
  listCases: (ctx, { query }) => listCases(ctx, query),
  countCases: async (ctx, { query }) => ({ count: await countCases(ctx, query) }),
  countByRisk: (ctx, { query }) => countByRisk(ctx, query),
  calendar: async (ctx, { query }) => ({ days: await showCalendar(ctx, query) }),
  myNext: async (ctx) => ({ items: await listMyNext(ctx) }),
  getCase: (ctx, { params }) => getCase(ctx, params.id),
  getTimeline: (ctx, { params, query }) => getTimeline(ctx, params.id, query),
  createCase: async (ctx, { body }) => {
    const id = await createCase(ctx, body)
    await ctx.settle()
    return getCase(ctx, id)
  },
  changeCase: async (ctx, { params, body }) => getCase(ctx, await changeCase(ctx, params.id, body)),
  assignCase: async (ctx, { params, body }) => {
    const { ownerId, queueId, version, reason } = body
    const id = ownerId
      ? await assignCase(ctx, params.id, { ownerId, version, reason })
      : await returnToQueue(ctx, params.id, { queueId, version, reason })
    return getCase(ctx, id)
  },
  undoAssign: async (ctx, { params, body }) => {
    await undoAssign(ctx, params.id, body.version)
    return { ok: true }
  },
  transitionCase: async (ctx, { params, body }) => getCase(ctx, await transitionCase(ctx, params.id, body)),
  beginWork: async (ctx, { params, body }) => getCase(ctx, await beginWork(ctx, params.id, body.stage)),
  undoTransition: async (ctx, { params }) => getCase(ctx, await undoTransition(ctx, params.id)),
  resolveCase: async (ctx, { params, body }) => getCase(ctx, await resolveCase(ctx, params.id, body)),
  reopenCase: async (ctx, { params, body }) => {
    ctx.require('cases.work')
    return getCase(ctx, await reopenCase(ctx, params.id, { because: body.reason, version: body.version }))
  },
  followUpCase: async (ctx, { params, body }) => getCase(ctx, await openFollowUp(ctx, params.id, body.subject)),
  watchCase: async (ctx, { params, body }) => ({ watchers: await watch(ctx, params.id, body.watch) }),
  seeCase: async (ctx, { params }) => {
    await see(ctx, params.id)
    return { ok: true }
  },
  presence: async (ctx, { params }) => ({ items: await bePresent(ctx, params.id, null) }),
  setPresence: async (ctx, { params, body }) => ({ items: await bePresent(ctx, params.id, body.writing) }),
  previewMigration: (ctx, { params, body }) => previewMigration(ctx, params.id, body),
  migrateCases: (ctx, { params, body }) => migrateCases(ctx, params.id, body),
  listMigrations: async (ctx, { params }) => ({ items: await listMigrations(ctx, params.id) }),
  listViews: async (ctx) => ({ items: await listViews(ctx) }),
  createView: (ctx, { body }) => createView(ctx, body),
  changeView: (ctx, { params, body }) => changeView(ctx, params.id, body),
  removeView: async (ctx, { params }) => {
    await removeView(ctx, params.id)
    return { ok: true }
  },
}
