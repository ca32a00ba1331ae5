import type { Jobs } from '../../../platform/jobs.ts'
import { tellTrouble } from './trouble.ts'

export const imapTimers: Jobs = {
  /** Whoever keeps mailboxes hears of one that fails or falls silent, and is rid of it when it works again. */
  'watch-mailboxes': ({ transaction }) => transaction(tellTrouble),
}
