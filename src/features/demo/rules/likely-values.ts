import type { Field, FieldValue, FieldValues } from '../../casetypes/contract/fields.ts'
import { isFilled } from '../../casetypes/rules/fields.ts'
import { type Dice, diceOf } from './random.ts'
import { DAY } from './timing.ts'

interface Story {
  subject: string
  /** Everything that was written on the case. */
  words: string
  now: Date
  ownerId: string | null
  /** That of the piece that the case is about. */
  serial: string | null
}

/**
 * What whoever works a case would write into its form: numbers that the letters name, as the letters name them, and
 * something believable for what is `wanted` besides. `wanted` is asked again, because one value may call for another.
 */
export function likelyValues(
  known: readonly Field[],
  wanted: (values: FieldValues) => readonly Field[],
  before: FieldValues,
  story: Story,
): FieldValues {
  const dice = diceOf([...story.subject].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7))
  const set: FieldValues = {}
  const missing = (field: Field) => !isFilled(field, { ...before, ...set }[field.key])
  for (const field of known.filter(missing)) {
    const named = ofPiece(field, story, dice) ?? namedIn(story, field.key)
    if (named !== null) set[field.key] = named
  }
  for (;;) {
    const field = wanted({ ...before, ...set }).find((each) => missing(each) && !isChosen(each))
    if (!field) return set
    set[field.key] = believable(field, dice, story)
  }
}

/** What is chosen among things of the case is not made up. */
const isChosen = ({ kind }: Field): boolean => kind === 'product' || kind === 'file'

const patterns: Record<string, RegExp> = {
  invoice: /(?:invoice|Rechnung|facture|factura|faktura)\D{0,12}(\d{4})/i,
  disputed_amount: /€(\d[\d,]*\.\d\d)/,
  refund_amount: /€(\d[\d,]*\.\d\d)/,
  credit_note: /\b(CN-\d+)/,
  order: /\b(O-\d{4})/,
  serial: /\b(\d\d-\d{4})\b/,
}

/** Most read the number off the plate; now and then somebody reads another one off a list. */
const ofPiece = ({ compare }: Field, { serial }: Story, dice: Dice): string | null =>
  compare === 'asset_serial' && serial !== null && dice.chance(0.9) ? serial : null

/** What a letter says of the cause, where it says it. */
const causes: readonly (readonly [RegExp, string])[] = [
  [/\b(twice|two card payments|doppelt|deux fois|dos veces|to ganger)\b/i, 'charged_twice'],
  [/\b(price|Preis|prix|precio|pris)\b/i, 'wrong_price'],
  [/\b(VAT|MwSt|TVA|IVA|mva)\b/, 'tax'],
]

function namedIn({ subject, words }: Story, key: string): string | null {
  if (key === 'cause') return causes.find(([said]) => said.test(`${subject}\n${words}`))?.[1] ?? null
  const found = patterns[key]?.exec(`${subject}\n${words}`)?.[1]
  return found ? found.replaceAll(',', '') : null
}

function believable({ key, kind, choices }: Field, dice: Dice, { now, ownerId }: Story): FieldValue {
  const number = (low: number, high: number) => Math.floor(dice.between(low, high))
  switch (kind) {
    case 'text':
      return texts[key]?.(number) ?? `${number(10, 99)}-${number(1000, 4999)}`
    case 'long_text':
      return 'A technician free of charge, and the hours of the visit credited.'
    case 'number':
      return number(1, 4)
    case 'money':
      return (number(18_000, 340_000) / 100).toFixed(2)
    case 'date':
      return new Date(now.getTime() + (key === 'purchased_on' ? -number(60, 600) : number(5, 25)) * DAY)
        .toISOString()
        .slice(0, 10)
    case 'yes_no':
      return key !== 'production_stands' || dice.chance(0.4)
    case 'choice':
      return dice.pick(choices.slice(0, Math.max(1, choices.length - 1))).key
    case 'several':
      return [dice.pick(choices).key]
    default:
      return ownerId
  }
}

const texts: Record<string, (number: (low: number, high: number) => number) => string> = {
  invoice: (number) => String(number(2900, 3420)),
  order: (number) => `O-${number(7400, 7790)}`,
  part: (number) => `SK-${number(20, 48)}-${number(100, 960)}`,
  tracking: (number) => `NO${number(3_700_000, 3_799_999)}${number(1000, 9999)}`,
  milestone: () => 'First batch released on the new line',
  place: (number) => `Havnegata ${number(2, 88)}`,
  passed_to: () => 'County road authority',
}
