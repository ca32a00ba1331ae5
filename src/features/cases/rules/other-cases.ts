/** Where an entry of a timeline names another case by its id. */
const otherCaseIn: Readonly<Record<string, string>> = {
  'case.merged': 'into',
  'case.merged_in': 'from',
  'case.unmerged': 'from',
  'case.merge_undone': 'to',
  'message.moved_out': 'to',
  'message.moved_in': 'from',
  'case.withdrawn': 'into',
  'case.followed_up': 'followUpId',
  'case.told_apart': 'otherId',
  'case.linked': 'otherId',
  'case.unlinked': 'otherId',
}

/** What tells of the other case, apart from its id. */
const tellsOfIt = ['number', 'source', 'addedTags', 'because', 'said']

type Content = Record<string, unknown> | null

/** The other case that an entry names; undefined where it names none. */
export function otherCaseOf(name: string, content: Content): string | undefined {
  const id = content?.[otherCaseIn[name] ?? '']
  return typeof id === 'string' ? id : undefined
}

/** The same entry for somebody who may not see the other case: that there was one, and no more. */
export function withoutOtherCase(name: string, content: Content): Content {
  const hidden = [otherCaseIn[name], ...tellsOfIt]
  return {
    ...Object.fromEntries(Object.entries(content ?? {}).filter(([key]) => !hidden.includes(key))),
    restricted: true,
  }
}
