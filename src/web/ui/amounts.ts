/** Words for money and sizes. */

/** Minor units of a currency as people write it: 231840 EUR → “€2,318.40”, 4020000 EUR → “€40,200”. */
export function money(minor: number, currency: string): string {
  const digits = fractionDigits(currency)
  const whole = minor % 10 ** digits === 0
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: whole ? 0 : digits,
  }).format(minor / 10 ** digits)
}

const fractionDigits = (currency: string): number =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** 84_000 → “84 kB”. Decimal units, as mail programs and file managers show them. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** “1 case”, “3 cases”. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`

/** What a person types as an amount, in minor units: “40,200.50” and “40.200,50” EUR → 4020050; null when it is none. */
export function minorOf(text: string, currency: string): number | null {
  const digits = fractionDigits(currency)
  const plain = plainNumber(text, digits)
  return plain === null || !/^-?\d{1,12}(\.|$)/.test(plain) ? null : Math.round(Number(plain) * 10 ** digits)
}

/**
 * What a person types as a number, with a point before its fraction: “120,00” → “120.00”, “1.234.567,8” → “1234567.8”.
 * Null where it is none, has more than so many digits in its fraction, or could be read in two ways: “1,200” is a thousand
 * two hundred only where a fraction has less than three digits, “1.200” is not guessed at there.
 */
export function plainNumber(text: string, digits: number | null = null): string | null {
  const [, sign, typed] = /^(-?)([\d.,]+)$/.exec(text.replace(/[\s'’]/g, '')) ?? []
  if (typed === undefined) return null
  const marks = typed.replace(/\d/g, '')
  const mark = marks.at(-1)
  const parts = mark ? typed.split(mark) : [typed]
  const fraction = parts.length === 2 ? parts[1]! : ''
  const groupOf = (whole: string, by: string) => (isGrouped(whole, by) ? whole.replaceAll(by, '') : null)
  let plain: [whole: string | null, fraction: string]
  if (!mark) plain = [typed, '']
  else if (new Set(marks).size === 2) plain = [groupOf(parts[0]!, mark === ',' ? '.' : ','), fraction]
  else if (parts.length > 2) plain = [groupOf(typed, mark), '']
  else if (!isGrouped(typed, mark) || (mark === '.' && (digits === null || digits > 2))) plain = [parts[0]!, fraction]
  else plain = mark === ',' && digits !== null && digits < 3 ? [parts.join(''), ''] : [null, '']
  const [whole, rest] = plain
  if (!whole || !/^\d+$/.test(whole) || !/^\d*$/.test(rest) || (digits !== null && rest.length > digits)) return null
  if (mark && parts.at(-1) === '') return null
  return `${sign}${whole}${rest && `.${rest}`}`
}

const isGrouped = (text: string, by: string): boolean => new RegExp(`^[1-9]\\d{0,2}(\\${by}\\d{3})+$`).test(text)

/** Minor units as a person would type them: 4020050 EUR → “40200.50”. */
export function amountText(minor: number, currency: string): string {
  const digits = fractionDigits(currency)
  return minor % 10 ** digits === 0 ? String(minor / 10 ** digits) : (minor / 10 ** digits).toFixed(digits)
}
