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
      ['f', 'Filter my next'],
      ['x', 'Choose'],
      ['⇧ x', 'Choose up to here'],
      ['Space ← →', 'On a board: lift, choose a column; Enter drops'],
      ['⇧ ← →', 'In a calendar: a next step to another day'],
      ['F2', 'Change the task with the focus'],
      ['z', 'Undo the last act'],
    ],
  },
  {
    name: 'Write',
    rows: [
      ['r', 'Reply'],
      ['n', 'Internal note'],
      ['c', 'Log a call'],
      ['t', 'Add a task'],
      ['p', 'Promise something to the customer'],
      ['b', 'Ask a supplier or a team, beside the thread'],
      ['⌘ Enter', 'Send'],
    ],
  },
  {
    name: 'On a case, or the row with the focus',
    rows: [
      ['e', 'Resolve'],
      ['⇧ E', 'Escalate'],
      [']', 'Stages, and what they need'],
      ['a', 'Assign, and why'],
      ['d', 'Due, and why'],
      ['s', 'Next step'],
      ['y', 'Approve or reject, where your word is asked for'],
    ],
  },
]
