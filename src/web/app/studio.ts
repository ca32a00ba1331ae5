import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

export interface Room {
  slug: string
  name: string
  group: string
  /** The right that opens it. */
  right: string
  /** The right to change what stands there; none where nothing is edited. */
  edits?: string
  Room: LazyExoticComponent<ComponentType>
}

const room = <M extends Record<K, ComponentType>, K extends string>(load: () => Promise<M>, name: K) =>
  lazy(() => load().then((module) => ({ default: module[name] })))

const runs = 'How cases run'
const arrives = 'How they arrive'
const company = 'Company'
const proof = 'Proof'

/** The rooms of the studio in the order in which they stand beside it. */
export const rooms: Room[] = [
  {
    slug: 'types',
    edits: 'settings.edit',
    name: 'Case types',
    group: runs,
    right: 'settings.read',
    Room: room(() => import('../features/casetypes/TypesRoom.tsx'), 'TypesRoom'),
  },
  {
    slug: 'sla',
    edits: 'settings.edit',
    name: 'SLA policies',
    group: runs,
    right: 'settings.read',
    Room: room(() => import('../features/sla/PoliciesRoom.tsx'), 'PoliciesRoom'),
  },
  {
    slug: 'calendars',
    edits: 'settings.edit',
    name: 'Calendars',
    group: runs,
    right: 'settings.read',
    Room: room(() => import('../features/calendars/CalendarsRoom.tsx'), 'CalendarsRoom'),
  },
  {
    slug: 'routing',
    edits: 'settings.edit',
    name: 'Routing',
    group: runs,
    right: 'settings.read',
    Room: room(() => import('../features/routing/RoutingRoom.tsx'), 'RoutingRoom'),
  },
  {
    slug: 'escalation',
    edits: 'settings.edit',
    name: 'Escalation',
    group: runs,
    right: 'settings.read',
    Room: room(() => import('../features/escalations/EscalationRoom.tsx'), 'EscalationRoom'),
  },
  {
    slug: 'products',
    edits: 'settings.edit',
    name: 'Products',
    group: runs,
    right: 'settings.read',
    Room: room(() => import('../features/products/ProductsRoom.tsx'), 'ProductsRoom'),
  },
  {
    slug: 'mail',
    name: 'Mail ledger',
    group: arrives,
    right: 'mail.read',
    Room: room(() => import('../features/mailboxes/LedgerRoom.tsx'), 'LedgerRoom'),
  },
  {
    slug: 'mailboxes',
    edits: 'settings.edit',
    name: 'Mailboxes',
    group: arrives,
    right: 'settings.read',
    Room: room(() => import('../features/mailboxes/MailboxesRoom.tsx'), 'MailboxesRoom'),
  },
  {
    slug: 'people',
    edits: 'people.edit',
    name: 'People',
    group: company,
    right: 'settings.read',
    Room: room(() => import('../features/people/PeopleRoom.tsx'), 'PeopleRoom'),
  },
  {
    slug: 'teams',
    edits: 'people.edit',
    name: 'Teams',
    group: company,
    right: 'settings.read',
    Room: room(() => import('../features/people/TeamsRoom.tsx'), 'TeamsRoom'),
  },
  {
    slug: 'skills',
    edits: 'people.edit',
    name: 'Skills',
    group: company,
    right: 'settings.read',
    Room: room(() => import('../features/people/SkillsRoom.tsx'), 'SkillsRoom'),
  },
  {
    slug: 'roles',
    edits: 'roles.edit',
    name: 'Roles and rights',
    group: company,
    right: 'settings.read',
    Room: room(() => import('../features/people/RolesRoom.tsx'), 'RolesRoom'),
  },
  {
    slug: 'access',
    name: 'Who sees a case',
    group: company,
    right: 'audit.read',
    Room: room(() => import('../features/audit/ReadersRoom.tsx'), 'ReadersRoom'),
  },
  {
    slug: 'organisation',
    edits: 'settings.edit',
    name: 'Organisation',
    group: company,
    right: 'settings.read',
    Room: room(() => import('../features/people/OrganisationRoom.tsx'), 'OrganisationRoom'),
  },
  {
    slug: 'keys',
    name: 'API keys',
    group: company,
    right: 'keys.edit',
    Room: room(() => import('../features/people/KeysRoom.tsx'), 'KeysRoom'),
  },
  {
    slug: 'proof',
    name: 'Standing check',
    group: proof,
    right: 'settings.read',
    Room: room(() => import('../features/governance/GovernanceRoom.tsx'), 'GovernanceRoom'),
  },
  {
    slug: 'surveys',
    name: 'Surveys',
    group: proof,
    right: 'settings.read',
    Room: room(() => import('../features/surveys/SurveysRoom.tsx'), 'SurveysRoom'),
  },
  {
    slug: 'overrides',
    name: 'Overrides',
    group: proof,
    right: 'cases.override',
    Room: room(() => import('../features/governance/OverridesRoom.tsx'), 'OverridesRoom'),
  },
  {
    slug: 'audit',
    name: 'Audit',
    group: proof,
    right: 'audit.read',
    Room: room(() => import('../features/audit/AuditRoom.tsx'), 'AuditRoom'),
  },
]
