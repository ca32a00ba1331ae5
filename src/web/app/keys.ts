/** Every key of the workspace that acts, as the help shows them. */
export const keyGroups: { name: string; rows: [keys: string, act: string][] }[] = [
  {
    name: 'Everywhere',
    rows: [
      ['⌘ K', 'Do, go or find'],
      ['/', 'Search'],
      ['?', 'All keys'],
      ['⇧ C', 'New case'],
      ['Esc', 'Close, step back'],
    ],
  },
  {
    name: 'In a list',
    rows: [
      ['j', 'Next'],
      ['k', 'Previous'],
      ['Enter', 'Open'],
      ['x', 'Choose'],
      ['⇧ x', 'Choose up to here'],
      ['z', 'Undo what was done to the chosen'],
    ],
  },
  {
    name: 'Write',
    rows: [
      ['r', 'Reply'],
      ['n', 'Internal note'],
      ['c', 'Log a call'],
      ['t', 'Add a task'],
      ['⌘ Enter', 'Send'],
    ],
  },
  {
    name: 'On a case',
    rows: [
      ['e', 'Resolve'],
      [']', 'Stages, and what they need'],
      ['a', 'Assign, and why'],
      ['d', 'Due, and why'],
      ['s', 'Next step'],
    ],
  },
]
