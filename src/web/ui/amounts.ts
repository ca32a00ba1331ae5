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

/** What a person types as an amount, in minor units: “40,200.50” EUR → 4020050; null when it is no amount. */
export function minorOf(text: string, currency: string): number | null {
  const digits = fractionDigits(currency)
  const plain = text.replace(/[\s',’]/g, '')
  if (!new RegExp(`^-?\\d{1,12}${digits > 0 ? `(\\.\\d{1,${digits}})?` : ''}$`).test(plain)) return null
  return Math.round(Number(plain) * 10 ** digits)
}

/** Minor units as a person would type them: 4020050 EUR → “40200.50”. */
export function amountText(minor: number, currency: string): string {
  const digits = fractionDigits(currency)
  return minor % 10 ** digits === 0 ? String(minor / 10 ** digits) : (minor / 10 ** digits).toFixed(digits)
}
