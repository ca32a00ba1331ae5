import type { IntakeRule } from '../../../routing/contract/rules.ts'
import type { SkillKey, TeamKey } from './people.ts'

export interface DemoQueue {
  name: string
  team: TeamKey
  mode: 'push' | 'offer' | 'pull'
  takesFirst: 'priority' | 'deadline'
  /** Asked too when nobody of the team can for a while. */
  fallbacks: readonly TeamKey[]
  /** By default around the clock. */
  countsIn?: 'open_hours'
  relaxMinutes: number
  fallbackMinutes: number
  routingMinutes: number
  offerMinutes: number
}

const usual = { mode: 'push', takesFirst: 'priority', fallbacks: [], relaxMinutes: 120, fallbackMinutes: 180 } as const
const soon = { offerMinutes: 10 } as const
/** Nobody is called at night for what can wait until morning. */
const office = { countsIn: 'open_hours' } as const

/** The first one of a team is where its cases go that nothing sends elsewhere. */
export const queues = {
  accounts: {
    ...{ ...usual, ...soon, name: 'Customer accounts', team: 'accounts', fallbacks: ['technical', 'warranty'] },
    routingMinutes: 480,
  },
  technical: {
    ...{ ...usual, ...soon, name: 'Technical support', team: 'technical', fallbacks: ['warranty'] },
    ...{ takesFirst: 'deadline', routingMinutes: 120, fallbackMinutes: 60 },
  },
  warranty: { ...usual, ...soon, ...office, name: 'Warranty desk', team: 'warranty', routingMinutes: 480 },
  finance: { ...usual, ...soon, ...office, name: 'Finance', team: 'finance', routingMinutes: 480 },
  field: {
    ...{
      ...usual,
      name: 'Field service',
      team: 'technical',
      mode: 'offer',
      offerMinutes: 480,
      fallbacks: ['warranty'],
    },
    ...{ takesFirst: 'deadline', fallbackMinutes: 960, routingMinutes: 1440 },
  },
  contracts: {
    ...{ ...usual, ...soon, ...office, name: 'Contracts', team: 'finance', mode: 'pull', fallbacks: ['accounts'] },
    ...{ fallbackMinutes: 300, routingMinutes: 480 },
  },
} as const satisfies Record<string, DemoQueue>
export type QueueKey = keyof typeof queues

/** How much a priority counts of what a type weighs, in percent: what is critical keeps somebody from three other cases. */
export const priorityWeights = { low: 50, medium: 100, high: 150, critical: 300 }
export const evenWeights = { low: 100, medium: 100, high: 100, critical: 100 }

type Condition = IntakeRule['conditions'][number]
export interface DemoRule {
  /** Always the same: by it the rule is known again when the demo company goes. */
  id: string
  name: string
  conditions: readonly Condition[]
  queue: QueueKey
  skills: readonly { key: SkillKey; level: number; need: 'required' | 'optional' | 'welcome' }[]
  priority: IntakeRule['priority']
}

/** Only Norrvik's customers have a tier: what comes from anybody else goes its own way. */
const ofTier = (...values: string[]): Condition => ({ field: 'tier', is: 'one_of', values })
const customers = ofTier('Gold', 'Silver', 'Bronze')
/** A word of a skill; the skill stands here by its key. */
const speaksOfSkill = (skill: SkillKey): Condition => ({ field: 'skill', is: 'one_of', values: [skill] })
const speaksOf = (...values: string[]): Condition => ({ field: 'words', is: 'one_of', values })

/** Norrvik's rules of intake, in the order in which they are tried. */
export const intakeRules: readonly DemoRule[] = [
  {
    id: '6e2c1a70-0001-4d0e-9b1f-4e6f72727601',
    name: 'Gold at a standstill',
    conditions: [ofTier('Gold'), { field: 'type', is: 'one_of', values: ['service_outage'] }],
    queue: 'technical',
    skills: [{ key: 'outages', level: 3, need: 'optional' }],
    priority: 'critical',
  },
  {
    id: '6e2c1a70-0002-4d0e-9b1f-4e6f72727602',
    name: 'Refrigerant leaks',
    conditions: [customers, speaksOfSkill('refrigerants')],
    queue: 'field',
    skills: [{ key: 'refrigerants', level: 3, need: 'required' }],
    priority: 'high',
  },
  {
    id: '6e2c1a70-0003-4d0e-9b1f-4e6f72727603',
    name: 'Contracts and renewals',
    conditions: [customers, speaksOf('contract', 'renewal', 'renew')],
    queue: 'contracts',
    skills: [],
    priority: null,
  },
  {
    id: '6e2c1a70-0004-4d0e-9b1f-4e6f72727604',
    name: 'Customers who write in French',
    conditions: [customers, { field: 'language', is: 'one_of', values: ['fr'] }],
    queue: 'accounts',
    skills: [{ key: 'french', level: 3, need: 'optional' }],
    priority: null,
  },
  {
    id: '6e2c1a70-0005-4d0e-9b1f-4e6f72727605',
    name: 'Invoices and payments',
    conditions: [customers, speaksOfSkill('billing')],
    queue: 'accounts',
    skills: [{ key: 'billing', level: 2, need: 'welcome' }],
    priority: null,
  },
]

/** What came in today by these rules and that nobody has yet. `place`: whose turn it is among those who write so. */
export const arrivals = [
  {
    subject: 'Facture en double pour le contrôleur F 2',
    text: 'Bonjour,\n\nnous avons reçu deux fois la facture du contrôleur F 2, avec deux numéros différents. Laquelle devons-nous payer ?\n\nCordialement',
    tongue: 'fr',
    type: 'billing_dispute',
    place: 0,
    minutesAgo: 14,
  },
  {
    subject: 'Chiller K 8 loses refrigerant',
    text: 'The sight glass of our K 8 shows bubbles, and the service display says “refrigerant low”. We smell nothing, but the cold room has to hold 4 °C until Thursday. Can somebody certified come and look?',
    tongue: 'en',
    type: 'technical_issue',
    place: 5,
    minutesAgo: 6,
  },
  {
    subject: 'Renewal of our service contract for next year',
    text: 'Our service contract ends in spring. Please send us a proposal for the renewal, with on-site visits included this time.',
    tongue: 'en',
    type: 'general_question',
    place: 9,
    minutesAgo: 52,
  },
  {
    subject: 'Add two pumps to our contract',
    text: 'We bought two NV 120 in October. Can they be added to the running contract, and what would that cost per month?',
    tongue: 'en',
    type: 'general_question',
    place: 16,
    minutesAgo: 23,
  },
] as const

/** The list without Norrvik's rules; what leads into its queues leads into `place` from then on. */
export function withoutDemo(
  rules: readonly IntakeRule[],
  demoQueues: ReadonlySet<string>,
  place: string | null,
): IntakeRule[] {
  const ours = new Set(intakeRules.map(({ id }) => id))
  return rules.flatMap((rule): IntakeRule[] => {
    if (!demoQueues.has(rule.queueId)) return [rule]
    return ours.has(rule.id) || place === null ? [] : [{ ...rule, queueId: place }]
  })
}
