import type { Jobs } from '../../platform/jobs.ts'
import { resolveIncidents } from './actions/resolve-incidents.ts'
import { writeUpdates } from './actions/write-updates.ts'

export const relationsJobs: Jobs = {
  /** What was written on a problem goes to everybody whom it concerns. */
  'tell-incidents': writeUpdates,
  /** The incidents of a resolved problem, each through its own gate. */
  'resolve-incidents': resolveIncidents,
}
