/** Entries by which a case comes back into work or goes out of it: always, or where the statuses they name say so. */
export const flow = {
  came: { always: ['case.reopened'], byStatus: ['case.merged_in', 'case.unmerged'] },
  went: { always: ['case.resolved', 'case.withdrawn'], byStatus: ['case.merged', 'case.merge_undone'] },
}
