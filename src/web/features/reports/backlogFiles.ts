import type { Home } from '../../../features/reports/contract.ts'
import { csv } from '../../ui/files.ts'

/** One line a day. */
export const backlogCsv = (days: Home['backlog']): Blob =>
  csv([['day', 'in', 'out', 'open'], ...days.map((row) => [row.day, row.in, row.out, row.open])])
