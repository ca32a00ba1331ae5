import type { CaseTypeDefinition } from '../../src/features/casetypes/contract.ts'

const people = 20
const accounts = 2_000
const contacts = 8_000

/** When the house was set up: before the first case. */
export const founded = `'2020-01-06T08:00:00Z'::timestamptz`
export const personId = (n: string) => `pg_temp.id7(${founded}, 1, ${n})`
export const teamId = (n: string) => `pg_temp.id7(${founded}, 2, ${n})`
export const queueId = (n: string) => `pg_temp.id7(${founded}, 3, ${n})`
export const accountId = (n: string) => `pg_temp.id7(${founded}, 4, ${n})`
export const contactId = (n: string) => `pg_temp.id7(${founded}, 5, ${n})`
export const counts = { people, teams: 4, accounts, contacts }

export const houseStatements = [
  `insert into organisation (name, time_zone, set_up_at) values ('Bench', 'Europe/Berlin', ${founded}) on conflict do nothing`,
  `insert into person (id, name, email, role, capacity, status_since, created_at)
   select ${personId('n')}, 'Person ' || lpad(n::text, 2, '0'), 'person' || n || '@bench.example', 'agent', 1000, ${founded}, ${founded}
   from generate_series(1, ${people}) n`,
  `insert into team (id, name, lead_id, created_at)
   select ${teamId('n')}, 'Team ' || n, ${personId('n')}, ${founded} from generate_series(1, 4) n`,
  `insert into team_member select ${teamId('1 + n % 4')}, ${personId('n')} from generate_series(1, ${people}) n`,
  `insert into queue (id, name, team_id, created_at)
   select ${queueId('n')}, 'Queue ' || n, ${teamId('n')}, ${founded} from generate_series(1, 4) n`,
]

const types = [
  'Billing dispute',
  'Complaint',
  'Warranty claim',
  'Technical issue',
  'Service outage',
  'General question',
]

/** Types that are there already (a set-up installation) are used as they are. */
export const typeStatements = [
  ...types.map((name, i) => {
    const key = name.toLowerCase().replace(' ', '_')
    const definition = JSON.stringify(definitionOf(name))
    return `with added as (
      insert into case_type (id, key, position, team_id, created_at)
      select pg_temp.id7(${founded}, 6, ${i + 1}), '${key}', ${i}, ${teamId(String(1 + (i % 4)))}, ${founded}
      on conflict do nothing returning id)
    insert into case_type_version select id, 1, '${definition}', ${founded} from added`
  }),
  `create temp table kind as
   select row_number() over (order by t.position, t.key)::int - 1 as n, t.id, t.version, stage.*
   from case_type t join case_type_version v on v.case_type_id = t.id and v.version = t.version, lateral (
     select coalesce(min(s->>'key') filter (where s->>'status' = 'new'), min(s->>'key')) as new,
       coalesce(min(s->>'key') filter (where s->>'status' = 'open'), min(s->>'key')) as open,
       coalesce(min(s->>'key') filter (where s->>'status' = 'pending'), min(s->>'key')) as pending,
       coalesce(min(s->>'key') filter (where s->>'status' = 'on_hold'), min(s->>'key')) as on_hold,
       coalesce(min(s->>'key') filter (where s->>'status' = 'resolved'), min(s->>'key')) as resolved,
       coalesce(min(s->>'key') filter (where s->>'status' = 'closed'), min(s->>'key')) as closed
     from jsonb_array_elements(v.definition->'stages') s) stage`,
]

export const customerStatements = [
  `insert into account (id, name, tier, domains, customer_since, city, country, value_year_minor, created_at)
   select ${accountId('n')},
     (array['Harbour', 'Meridian', 'Alpine', 'Northern', 'Copper', 'Granite', 'Lakeside', 'Orchard'])[1 + pg_temp.pick(n, 8)]
       || ' ' || (array['Logistics', 'Foods', 'Tools', 'Energy', 'Textiles', 'Devices', 'Freight'])[1 + pg_temp.pick(n + 7, 7)] || ' ' || n,
     (array['Gold', 'Silver', 'Standard', 'Standard'])[1 + pg_temp.pick(n + 3, 4)], array['account' || n || '.example'],
     date '2012-01-01' + pg_temp.pick(n, 3000), 'Lund', 'SE', 100000 * (1 + pg_temp.pick(n + 1, 900)), ${founded}
   from generate_series(1, ${accounts}) n`,
  `insert into contact (id, account_id, name, language, account_verified_at, created_at)
   select ${contactId('n')}, ${accountId(`1 + n % ${accounts}`)}, 'Contact ' || n, 'en', ${founded}, ${founded}
   from generate_series(1, ${contacts}) n`,
  `insert into contact_email (email, contact_id)
   select 'contact' || n || '@account' || (1 + n % ${accounts}) || '.example', ${contactId('n')} from generate_series(1, ${contacts}) n`,
]

function definitionOf(name: string): CaseTypeDefinition {
  const stage = (
    key: string,
    label: string,
    status: CaseTypeDefinition['stages'][number]['status'],
    aside = false,
  ) => ({
    key,
    label,
    customerLabel: label,
    status,
    aside,
    next: [],
    tasks: [],
  })
  return {
    name,
    description: `${name}, as the benchmark uses it`,
    priority: 'medium',
    teams: [],
    weight: 1,
    uncovered: 'warn',
    approvals: [],
    words: [],
    skills: [],
    fields: [],
    stages: [
      stage('received', 'Received', 'new'),
      stage('working', 'Working', 'open'),
      stage('waiting', 'Waiting for the customer', 'pending', true),
      stage('elsewhere', 'With someone else', 'on_hold', true),
      stage('resolved', 'Resolved', 'resolved'),
      stage('closed', 'Closed', 'closed'),
    ],
    reopenStage: 'working',
    closure: {
      codes: [{ key: 'solved', label: 'Solved' }],
      checklist: [],
      rootCauseRequired: false,
      askCustomer: true,
    },
    confirmationDays: 4,
    followUpHours: 48,
    silenceHours: 72,
  }
}
