/** The time zone of this browser first, then all others by name. */
export const here = Intl.DateTimeFormat().resolvedOptions().timeZone
export const zones = [...new Set([here, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
