import type { Person } from '../../../features/people/contract/person.ts'

/** What each role may do, in a sentence. */
export const roles: { value: Person['role']; label: string; said: string }[] = [
  { value: 'admin', label: 'Administrator', said: 'everything, settings and people included' },
  { value: 'manager', label: 'Manager', said: 'works cases, passes gates with a reason, reads settings and audit' },
  { value: 'agent', label: 'Agent', said: 'works, assigns and resolves cases' },
  { value: 'light', label: 'Light agent', said: 'reads cases and writes internal notes' },
  { value: 'sales', label: 'Sales', said: 'reads cases, keeps accounts and contacts' },
  { value: 'editor', label: 'Editor', said: 'writes articles' },
]
export const roleName = (role: Person['role']): string => roles.find((each) => each.value === role)?.label ?? role
export const roleSaid = (role: Person['role']): string => roles.find((each) => each.value === role)?.said ?? ''

export const statuses: { value: Person['status']; label: string }[] = [
  { value: 'online', label: 'Available' },
  { value: 'busy', label: 'Busy' },
  { value: 'away', label: 'Away' },
  { value: 'off', label: 'Off duty' },
]
