import type { PromiseState } from '../contract/promises.ts'

const noticeMilliseconds = 2 * 3_600_000

/** Whoever promised is reminded two hours before; at once where less is left. */
export const remindAt = (dueAt: Date, now: Date): Date =>
  new Date(Math.max(now.getTime(), dueAt.getTime() - noticeMilliseconds))

/** Due exactly at the limit is kept. */
export function promiseState(task: { due_at: Date | null; done_at: Date | null }, now: Date): PromiseState {
  const due = task.due_at ?? now
  if (task.done_at) return task.done_at <= due ? 'kept' : 'late'
  return due < now ? 'broken' : 'open'
}
