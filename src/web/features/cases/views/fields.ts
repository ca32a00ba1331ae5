import type { FilterKey } from './filter.ts'
import {
  ageValues,
  dueValues,
  familyValues,
  priorityValues,
  riskValues,
  statusValues,
  stepValues,
  type Value,
} from './values.ts'

type Field =
  | { name: string; kind: 'many' | 'one'; values: Value[] | 'people' | 'teams' | 'types' | 'levels' }
  | { name: string; kind: 'text' | 'account' }
  /** Comes from elsewhere, such as a number on the first screen: shown and removed, not typed. */
  | { name: string; kind: 'fixed' }

/** How each part of a filter is said and chosen. */
export const fields: Record<FilterKey, Field> = {
  q: { name: 'Words', kind: 'text' },
  status: { name: 'Status', kind: 'many', values: statusValues },
  priority: { name: 'Priority', kind: 'many', values: priorityValues },
  type: { name: 'Type', kind: 'many', values: 'types' },
  stage: { name: 'Stage', kind: 'fixed' },
  owner: { name: 'Owner', kind: 'many', values: 'people' },
  team: { name: 'Team', kind: 'many', values: 'teams' },
  queue: { name: 'Queue', kind: 'fixed' },
  account: { name: 'Account', kind: 'account' },
  contact: { name: 'Contact', kind: 'fixed' },
  product: { name: 'Product', kind: 'fixed' },
  asset: { name: 'Asset', kind: 'fixed' },
  tag: { name: 'Tag', kind: 'text' },
  due: { name: 'Due', kind: 'one', values: dueValues },
  risk: { name: 'Due risk', kind: 'many', values: riskValues },
  step: { name: 'Next step', kind: 'one', values: stepValues },
  age: { name: 'Open for', kind: 'one', values: ageValues },
  escalated: { name: 'Escalated', kind: 'many', values: 'levels' },
  opened: { name: 'Opened', kind: 'fixed' },
  resolved: { name: 'Resolved', kind: 'fixed' },
  came: { name: 'Came in', kind: 'fixed' },
  went: { name: 'Went out', kind: 'fixed' },
  family: { name: 'Family', kind: 'many', values: familyValues },
  problem: { name: 'Problem', kind: 'fixed' },
  clocks: { name: 'Clocks of 7 days', kind: 'fixed' },
}
