import type { Jobs } from '../../platform/jobs.ts'
import { runDemo } from './actions/run-demo.ts'

export const demoJobs: Jobs = {
  'load-demo': async ({ runtime }) => void (await runDemo(runtime, 'load')),
  'remove-demo': async ({ runtime }) => void (await runDemo(runtime, 'remove')),
}
