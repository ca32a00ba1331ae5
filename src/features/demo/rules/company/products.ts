import { DAY } from '../timing.ts'
import { accounts, type DemoAccount } from './accounts.ts'

/** What Norrvik makes: name and code. */
export const products = [
  ['Vacuum pump NV 40', 'NV40'],
  ['Vacuum pump NV 120', 'NV120'],
  ['Chiller K 8', 'K8'],
  ['Flow controller F 2', 'F2'],
  ['Calibration set C 1', 'C1'],
] as const

/** Cases of these types are about one machine. */
export const aboutMachines: ReadonlySet<string> = new Set([
  'technical_issue',
  'warranty_claim',
  'replacement_request',
  'service_outage',
])

export interface DemoAsset {
  product: (typeof products)[number][0]
  serial: string
  installedOn: string
  warrantyUntil: string
}

/** What stands at a customer's: up to three machines, the first of them still under warranty. */
export function assetsOf(account: DemoAccount, now: Date): DemoAsset[] {
  const at = accounts.indexOf(account)
  return Array.from({ length: 1 + (at % 3) }, (_, nth) => {
    const [product, code] = products[(at + nth * 2) % products.length]!
    const installed = now.getTime() - (90 + ((at * 37) % 400) + nth * 460) * DAY
    const day = (instant: number) => new Date(instant).toISOString().slice(0, 10)
    return {
      product,
      serial: `${code}-${String(1000 + ((at * 173 + nth * 59) % 9000))}`,
      installedOn: day(installed),
      warrantyUntil: day(installed + 730 * DAY),
    }
  })
}
