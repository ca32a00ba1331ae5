import { counts } from './generator/house.ts'

/** The address of a contact that the generator made. */
export const contactAddress = (n: number): string => {
  const contact = 1 + ((n + counts.contacts) % counts.contacts)
  return `contact${contact}@account${1 + (contact % counts.accounts)}.example`
}

/** What a customer writes, a few lines long and never twice the same. */
export const messageText = (n: number): string =>
  `Hello, the pump of order ${700_000 + n} stopped again this morning, and the display shows error ${100 + (n % 37)}.

We replaced the cable last week, as you said, but the pressure still drops every few hours and the whole line has to wait.
Could somebody look at it soon? The shift lead is in the office until five.`
