/** What a company does, and the shipped types that usually do for it; a question in general is always one of them. */
export const typePresets: { name: string; types: readonly string[] }[] = [
  { name: 'Just me', types: [] },
  { name: 'A shop', types: ['refund_review', 'replacement_request', 'complaint'] },
  { name: 'Products that break', types: ['technical_issue', 'warranty_claim', 'replacement_request'] },
  {
    name: 'Software or a service',
    types: ['technical_issue', 'service_outage', 'billing_dispute', 'onboarding_blocker'],
  },
  { name: 'A public office', types: ['citizen_request', 'complaint', 'compliance_request'] },
]

const always = 'general_question'
/** Types of one's own are nobody's to switch off here. */
const shipped: ReadonlySet<string> = new Set([always, ...typePresets.flatMap(({ types }) => types)])

interface Offered {
  key: string
  disabled: boolean
}

/** Which types change where one of the presets is chosen: theirs are on, every other shipped one is off. */
export function changesFor<T extends Offered>(types: readonly T[], preset: readonly string[]): T[] {
  return types.filter(({ key, disabled }) => shipped.has(key) && disabled === isWanted(key, preset))
}

/** Whether the types are on and off just as a preset would have them. */
export const isChosen = (types: readonly Offered[], preset: readonly string[]): boolean =>
  changesFor(types, preset).length === 0

const isWanted = (key: string, preset: readonly string[]): boolean => key === always || preset.includes(key)
