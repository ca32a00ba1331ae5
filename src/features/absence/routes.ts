import type { Handlers } from '../../platform/http/implement.ts'
import { beginLeave, cancelLeave, changeLeave, endLeave, listLeaves, planLeave, showLeave } from './actions/leaves.ts'
import { chooseLeaveWork, leaveWork, previewHandOver } from './actions/show-work.ts'
import { setWorkingHours, workingHours } from './actions/working-hours.ts'
import type { absenceContract } from './contract.ts'

export const absenceRoutes: Handlers<typeof absenceContract> = {
  listLeaves: async (ctx, { query }) => ({ items: await listLeaves(ctx, query) }),
  getLeave: (ctx, { params }) => showLeave(ctx, params.id),
  planLeave: (ctx, { body }) => planLeave(ctx, body),
  changeLeave: (ctx, { params, body }) => changeLeave(ctx, params.id, body),
  cancelLeave: (ctx, { params }) => cancelLeave(ctx, params.id),
  beginLeave: (ctx, { params }) => beginLeave(ctx, params.id),
  endLeave: (ctx, { params }) => endLeave(ctx, params.id),
  previewHandOver: async (ctx, { body }) => ({ items: await previewHandOver(ctx, body) }),
  getLeaveWork: async (ctx, { params }) => ({ items: await leaveWork(ctx, params.id) }),
  chooseLeaveWork: async (ctx, { params, body }) => ({ items: await chooseLeaveWork(ctx, params.id, body) }),
  getWorkingHours: (ctx, { params }) => workingHours(ctx, params.id),
  setWorkingHours: (ctx, { params, body }) => setWorkingHours(ctx, params.id, body.calendarId),
}
