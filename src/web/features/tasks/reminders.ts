const usual = [
  { value: '', label: 'not at all' },
  { value: '4', label: 'every 4 hours until it is done' },
  { value: '24', label: 'every day until it is done' },
  { value: '168', label: 'every week until it is done' },
]

/** How often somebody may be reminded; what was set otherwise stands among them. */
export const remindersWith = (hours: number | undefined) =>
  hours === undefined || usual.some(({ value }) => value === String(hours))
    ? usual
    : [...usual, { value: String(hours), label: `every ${hours} hours until it is done` }]
