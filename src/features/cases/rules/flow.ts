/** Entries of merges and their undoing: the two of one merge on a case, within one span of time, leave it as it was. */
export const mergeEntries = ['case.merged', 'case.unmerged', 'case.merged_in', 'case.merge_undone']

/** Entries by which a case comes back into work or goes out of it: always, or where the statuses they name say so. */
export const flow = {
  came: { always: ['case.reopened'], byStatus: ['case.merged_in', 'case.unmerged'] },
  went: { always: ['case.resolved', 'case.withdrawn'], byStatus: ['case.merged', 'case.merge_undone'] },
}
