import { rows, type Tier, type Tongue } from './account-rows.ts'
import type { ColleagueKey } from './people.ts'

export interface DemoAccount {
  name: string
  city: string
  country: string
  industry: string
  tier: Tier
  tongue: Tongue
  since: number
  /** Value of this year so far, in thousands of euros. */
  value: number
  /** Days from now. */
  renewal: number | null
  agent: ColleagueKey | null
  note: string | null
}

export const accounts: readonly DemoAccount[] = rows.map(
  ([name, city, country, industry, tier, tongue, since, value, renewal = null, agent = null, note = null]) => ({
    name,
    city,
    country,
    industry,
    tier,
    tongue,
    since,
    value,
    renewal,
    agent,
    note,
  }),
)
