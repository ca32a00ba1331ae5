import type { Handlers } from '../../platform/http/implement.ts'
import { askFor, showDemo } from './actions/run-demo.ts'
import type { demoContract } from './contract.ts'

export const demoRoutes: Handlers<typeof demoContract> = {
  getDemo: (ctx) => showDemo(ctx),
  loadDemo: (ctx) => askFor(ctx, 'load'),
  removeDemo: (ctx) => askFor(ctx, 'remove'),
}
