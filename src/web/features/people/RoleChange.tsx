import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RolePreview, RoleSet } from '../../../features/people/contract/roles.ts'
import type { Right } from '../../../features/people/rules.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { inOrder, rightWords } from './rights.ts'
import styles from './roles.module.css'

/** What a change would mean, and for whom, before it is saved. */
export function RoleChange({ role, rights }: { role: RoleSet; rights: readonly Right[] }) {
  const changed = rights.join() !== inOrder(role.rights).join()
  const { data } = useQuery({
    queryKey: ['people', 'roles', role.id, role.version, rights.join()],
    queryFn: () => api.people.previewRole({ params: { id: role.id }, body: { rights: [...rights] } }),
    enabled: changed,
    placeholderData: keepPreviousData,
  })
  if (!changed || !data) return null
  const { gains, loses, refused } = data
  const held = data.people.length + data.keys.length > 0
  return (
    <section className={styles.change} aria-label="What would change" aria-live="polite">
      {!held && <p>Nobody has this role yet, so nobody notices.</p>}
      {held && gains.length > 0 && (
        <p>
          <b>{whom(data, [])}</b> may then also {worded(gains)}.
        </p>
      )}
      {held && loses.length > 0 && (
        <p data-loses>
          <b>{whom(data, loses)}</b> may then no longer {worded(loses, 'disjunction')}.
        </p>
      )}
      {held && <p>It holds from their next click, without signing in again.</p>}
      {refused && <p role="alert">{refused}</p>}
    </section>
  )
}

const worded = (held: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat('en', { type }).format(held.map((right) => rightWords[right as Right] ?? right))

/** Who it concerns, by name as far as that reads well. */
function whom({ people, keys }: RolePreview, loses: readonly string[]): string {
  const sightAlone = loses.length === 1 && loses[0] === 'cases.see_restricted'
  const names = people.filter(({ keepsSight }) => !(sightAlone && keepsSight)).map(({ name }) => name)
  const others = names.length > 4 ? [`${names.length - 3} others`] : []
  const told = [...names.slice(0, others.length > 0 ? 3 : 4), ...others]
  const all = keys.length > 0 ? [...told, counted(keys.length, 'API key')] : told
  return all.length > 0 ? new Intl.ListFormat('en').format(all) : 'Nobody'
}
