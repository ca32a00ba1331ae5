import { absenceJobs } from './features/absence/jobs.ts'
import { approvalsJobs } from './features/approvals/jobs.ts'
import { followZoneData } from './features/calendars/actions/zone-data.ts'
import { calendarsJobs } from './features/calendars/jobs.ts'
import { watchQueues } from './features/cases/actions/watch-queues.ts'
import { casesJobs } from './features/cases/jobs.ts'
import { conversationsJobs } from './features/conversations/jobs.ts'
import { demoJobs } from './features/demo/jobs.ts'
import { entitlementsJobs } from './features/entitlements/jobs.ts'
import { escalationsJobs } from './features/escalations/jobs.ts'
import { governanceJobs } from './features/governance/jobs.ts'
import { informingJobs } from './features/informing/jobs.ts'
import { imapTimers } from './features/mailboxes/imap/jobs.ts'
import { startImap } from './features/mailboxes/imap/watch.ts'
import { intakeJobs, intakeTimers } from './features/mailboxes/jobs.ts'
import { sendingJobs, sendingTimers } from './features/mailboxes/sending/jobs.ts'
import { closeTransports } from './features/mailboxes/sending/transport.ts'
import { notificationsJobs } from './features/notifications/jobs.ts'
import { peopleJobs } from './features/people/jobs.ts'
import { relationsJobs } from './features/relations/jobs.ts'
import { reportsJobs } from './features/reports/jobs.ts'
import { searchJobs } from './features/search/jobs.ts'
import { sideconversationsJobs } from './features/sideconversations/jobs.ts'
import { startSweeper } from './features/sla/actions/sweep.ts'
import { slaJobs } from './features/sla/jobs.ts'
import { surveysJobs } from './features/surveys/jobs.ts'
import { tasksJobs } from './features/tasks/jobs.ts'
import { type Jobs, showWorking, startWorker } from './platform/jobs.ts'
import type { Program } from './program.ts'

/** Everything that is worked off outside of requests, by name. */
export const jobs: Jobs = {
  ...absenceJobs,
  ...peopleJobs,
  ...casesJobs,
  ...approvalsJobs,
  ...conversationsJobs,
  ...sideconversationsJobs,
  ...sendingTimers,
  ...slaJobs,
  ...searchJobs,
  ...relationsJobs,
  ...reportsJobs,
  ...entitlementsJobs,
  ...escalationsJobs,
  ...governanceJobs,
  ...intakeTimers,
  ...imapTimers,
  ...notificationsJobs,
  ...demoJobs,
  ...calendarsJobs,
  ...tasksJobs,
  ...informingJobs,
  ...surveysJobs,
}

/** What happens by itself, and when; times are UTC. */
const crontab = `
* * * * * follow-leaves ?max=1
* * * * * follow-statuses ?max=1
* * * * * close-resolved ?max=1
* * * * * release-overdue ?max=1
* * * * * send-stranded ?max=1
* * * * * follow-side-conversations ?max=1
* * * * * settle-entitlements ?max=1
* * * * * check-governance ?max=1
* * * * * watch-approvals ?max=1
* * * * * watch-promises ?max=1
* * * * * ask-surveys ?max=1
7 * * * * read-due-holidays ?max=1
* * * * * renew-clocks ?max=1
23 * * * * check-clocks ?max=1
1,16,31,46 * * * * snapshot-backlog
4,14,24,34,44,54 * * * * keep-in-touch ?max=1
* * * * * process-waiting-mail ?max=1
*/5 * * * * watch-mailboxes ?max=1
41 3 * * * prune-notifications
`

/** Mail leaves by a runner of its own: a slow relay never holds up anything else. */
const sendersAtOnce = 4
/** It comes in by another: a thousand mails at once do not keep a reply or a clock waiting. */
const readersAtOnce = 3

export interface Work {
  close: () => Promise<void>
}

/** Works jobs and timers until closed. Any number of processes may do so at once. */
export async function startWork(program: Program): Promise<Work> {
  const { runtime, database, databaseUrl } = program
  const moved = await followZoneData(runtime)
  if (moved.length > 0) runtime.log.warn({ calendars: moved }, 'time zone data changed: clocks are recomputed')
  const working = await showWorking(databaseUrl)
  const runners = [
    await startWorker(runtime, database.pool, jobs, crontab),
    await startWorker(runtime, database.pool, sendingJobs, '', sendersAtOnce),
    await startWorker(runtime, database.pool, intakeJobs, '', readersAtOnce),
  ]
  const sweeper = startSweeper(runtime)
  const queues = watchQueues(runtime)
  const imap = startImap(runtime)
  return {
    close: async () => {
      await imap.stop()
      await sweeper.stop()
      await queues.stop()
      await Promise.all(runners.map((runner) => runner.stop()))
      await working.close()
      closeTransports()
    },
  }
}
