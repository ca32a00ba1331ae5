import type { TeamTask } from '../contract.ts'

/** Whose move a task is: who took it, else whoever has its case where that is of the same team; null where it is free. */
export function whoseTask({ owner, team, case: { owner: holder, teamId } }: TeamTask): TeamTask['owner'] {
  return owner ?? (team?.id === teamId ? holder : null)
}
