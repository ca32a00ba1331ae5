import { stateOf } from '../rules.ts'

/** Where a leave stands, from its row. */
export const stateOfRow = (row: {
  starts_at: Date
  ends_at: Date
  begun_at: Date | null
  ended_at: Date | null
  cancelled_at: Date | null
}) => stateOf({ begunAt: row.begun_at, endedAt: row.ended_at, cancelledAt: row.cancelled_at })
