/** When somebody is first reminded of a task: when it is due, else so many hours from when it can be begun. */
export const firstReminder = (dueAt: Date | null, everyHours: number, now: Date): Date =>
  dueAt ?? new Date(now.getTime() + everyHours * 3_600_000)
