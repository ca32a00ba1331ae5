import type { Person } from '../../../features/people/contract/person.ts'
import type { RoleSet } from '../../../features/people/contract/roles.ts'

/** What each role may do, in a sentence. */
export const roles: { value: Person['role']; label: string; said: string }[] = [
  { value: 'admin', label: 'Administrator', said: 'everything, settings and people included' },
  { value: 'manager', label: 'Manager', said: 'works cases, passes gates with a reason, reads settings and audit' },
  { value: 'agent', label: 'Agent', said: 'works, assigns and resolves cases' },
  { value: 'light', label: 'Light agent', said: 'reads cases and writes internal notes' },
  { value: 'sales', label: 'Sales', said: 'reads cases, keeps accounts and contacts' },
  { value: 'editor', label: 'Editor', said: 'writes articles' },
]
/** What somebody's role is called: an own one by its name. */
export const roleName = ({ role, ownRole }: Pick<Person, 'role' | 'ownRole'>): string => ownRole?.name ?? kindName(role)
export const kindName = (kind: Person['role']): string => roles.find(({ value }) => value === kind)?.label ?? kind
const kindSaid = (kind: Person['role']): string => roles.find(({ value }) => value === kind)?.said ?? ''

/** What a role is for; a shipped one whose rights were changed does not go on saying what it was shipped as. */
export const setSaid = ({ kind, shipped, changed, said }: RoleSet): string =>
  said ?? (shipped && !changed ? kindSaid(kind) : `${shipped ? 'rights changed here' : `built on ${kindName(kind)}`}`)

/** How a role is asked for: a shipped one by its kind, an own one by its id. */
export const refOf = ({ id, kind, shipped }: Pick<RoleSet, 'id' | 'kind' | 'shipped'>): string => (shipped ? kind : id)

export interface RoleChoice {
  value: string
  label: string
  said: string
  kind: Person['role']
}

/** What one may choose from; the shipped roles until the others are known. */
export const choicesOf = (known: readonly RoleSet[] | undefined): RoleChoice[] =>
  known?.map((role) => ({ value: refOf(role), label: role.name, said: setSaid(role), kind: role.kind })) ??
  roles.map((role) => ({ ...role, kind: role.value }))

export const statuses: { value: Person['status']; label: string }[] = [
  { value: 'online', label: 'Available' },
  { value: 'busy', label: 'Busy' },
  { value: 'away', label: 'Away' },
  { value: 'off', label: 'Off duty' },
]
