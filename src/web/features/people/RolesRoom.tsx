import { useQuery } from '@tanstack/react-query'
import { isAssignable, type Right, rightsOf } from '../../../features/people/rules.ts'
import { counted } from '../../ui/amounts.ts'
import { IconCheck } from '../../ui/icons.ts'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { peopleQuery } from './queries.ts'
import { rightGroups } from './rights.ts'
import styles from './roles.module.css'
import { roleSaid, roles } from './roles.ts'

/** What each role may do, right by right. */
export function RolesRoom() {
  const people = useQuery(peopleQuery).data?.items.filter(({ deactivatedAt }) => !deactivatedAt) ?? []
  const seeing = people.filter(({ seesRestricted }) => seesRestricted)
  return (
    <>
      <RoomHead title="Roles and rights" said="A role is a set of rights. Who has which role is said in People." />
      <RoomBody label="Roles and rights">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys (axe scrollable-region-focusable) */}
        <section className={styles.scroll} aria-label="What each role may do" tabIndex={0}>
          <table className={`${table.table} ${styles.matrix}`}>
            <thead>
              <tr>
                <th scope="col">May</th>
                {roles.map(({ value, label }) => (
                  <th key={value} scope="col" title={roleSaid(value)}>
                    {label}
                    <small>{counted(people.filter(({ role }) => role === value).length, 'person', 'people')}</small>
                  </th>
                ))}
              </tr>
            </thead>
            {rightGroups.map(({ group, rights }) => (
              <tbody key={group}>
                <tr>
                  <th scope="rowgroup" colSpan={roles.length + 1} className={styles.group}>
                    {group}
                  </th>
                </tr>
                {rights.map(([right, said]) => (
                  <tr key={right}>
                    <th scope="row">{said}</th>
                    {roles.map(({ value, label }) => (
                      <Cell key={value} has={has(value, right)} said={`${label}: ${said}`} />
                    ))}
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </section>
        <section className={studio.block} aria-label="Beside the role">
          <h2 className={studio.label}>Beside the role</h2>
          <p className={studio.sub}>
            <b>Restricted cases</b>, and those of closed teams, are seen by their team, their owner and their watchers,
            and by those who were given that sight by name:{' '}
            {seeing.length > 0 ? seeing.map(({ name }) => name).join(', ') : 'nobody'}.
          </p>
          <p className={studio.sub}>
            <b>The lead of a team</b> answers for its cases without an owner, and sets skills, availability and leave of
            its members.
          </p>
          <p className={studio.sub}>
            <b>API keys</b> have a role like people, and never see what is restricted.
          </p>
        </section>
      </RoomBody>
    </>
  )
}

const has = (role: (typeof roles)[number]['value'], right: Right | 'assignable'): boolean =>
  right === 'assignable' ? isAssignable(role) : rightsOf(role).has(right)

function Cell({ has: may, said }: { has: boolean; said: string }) {
  return (
    <td data-may={may || undefined}>
      {may ? <IconCheck size={15} stroke={2} aria-label={`${said}: yes`} /> : <span className={styles.no}>no</span>}
    </td>
  )
}
