import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RoleSet } from '../../../features/people/contract/roles.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { IconCheck, IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { peopleQuery, rolesQuery } from './queries.ts'
import { RoleSheet } from './RoleSheet.tsx'
import { rightGroups } from './rights.ts'
import styles from './roles.module.css'
import { setSaid } from './roles.ts'

/** What each role may do, right by right; each is opened to change it, or to make another on it. */
export function RolesRoom() {
  const setQuery = useSetQuery()
  const mayEdit = useMe().rights.includes('roles.edit')
  const roles = useQuery(rolesQuery)
  const opened = useQueryPart('role')
  const making = useQueryPart('sheet') === 'new-role'
  const from = useQueryPart('from')
  const found = (id: string | null) => roles.data?.items.find((role) => role.id === id)
  const shown = found(opened)
  const close = () => setQuery({ role: null, sheet: null, from: null })
  return (
    <>
      <RoomHead
        title="Roles and rights"
        said="A role is a set of rights. Open one by its name: who has it, and what it may."
      >
        {mayEdit && (
          <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ sheet: 'new-role' })}>
            New role
          </Button>
        )}
      </RoomHead>
      <RoomBody label="Roles and rights">
        <Known query={roles} what="The roles">
          {({ items }) => (
            <>
              <Matrix roles={items} onOpen={(role) => setQuery({ role })} />
              <RoleList roles={items} onOpen={(role) => setQuery({ role })} />
            </>
          )}
        </Known>
        <Beside />
      </RoomBody>
      {shown && <RoleSheet key={shown.id} opened={shown} onClose={close} />}
      {making && roles.data && (
        <RoleSheet
          opened={null}
          from={found(from) ?? roles.data.items.find(({ kind }) => kind === 'agent')!}
          onClose={close}
        />
      )}
    </>
  )
}

interface Shown {
  roles: RoleSet[]
  onOpen: (id: string) => void
}

/** Where there is no room for a column each: one under the other, with everything they may behind the name. */
function RoleList({ roles, onOpen }: Shown) {
  return (
    <ul className={styles.list} aria-label="Roles">
      {roles.map((role) => (
        <li key={role.id}>
          <button type="button" className={studio.open} onClick={() => onOpen(role.id)}>
            <b>{role.name}</b>
          </button>
          <small>{holdersSaid(role)}</small>
          <p>{setSaid(role)}</p>
        </li>
      ))}
    </ul>
  )
}

const holdersSaid = ({ people, keyCount }: RoleSet): string =>
  [counted(people.length, 'person', 'people'), ...(keyCount > 0 ? [counted(keyCount, 'key')] : [])].join(', ')

function Matrix({ roles, onOpen }: Shown) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys (axe scrollable-region-focusable)
    <section className={styles.scroll} aria-label="What each role may do" tabIndex={0}>
      <table className={`${table.table} ${styles.matrix}`}>
        <thead>
          <tr>
            <th scope="col">May</th>
            {roles.map((role) => (
              <th key={role.id} scope="col" title={setSaid(role)}>
                <button type="button" className={studio.open} onClick={() => onOpen(role.id)}>
                  {role.name}
                </button>
                <small>{holdersSaid(role)}</small>
                {role.shipped && role.changed && <small>changed</small>}
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
                {roles.map((role) => (
                  <Cell
                    key={role.id}
                    may={right === 'assignable' ? isAssignable(role.kind) : role.rights.includes(right)}
                    said={`${role.name}: ${said}`}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function Cell({ may, said }: { may: boolean; said: string }) {
  return (
    <td data-may={may || undefined}>
      {may ? <IconCheck size={15} stroke={2} aria-label={`${said}: yes`} /> : <span className={styles.no}>no</span>}
    </td>
  )
}

/** What somebody may do for another reason than their role. */
function Beside() {
  const people = useQuery(peopleQuery).data?.items ?? []
  const seeing = people.filter(({ seesRestricted }) => seesRestricted)
  return (
    <section className={studio.block} aria-label="Beside the role">
      <h2 className={studio.label}>Beside the role</h2>
      <p className={studio.sub}>
        <b>Restricted cases</b>, and those of closed teams, are seen by their team, their owner and their watchers, and
        by those who were given that sight by name:{' '}
        {seeing.length > 0 ? seeing.map(({ name }) => name).join(', ') : 'nobody'}.
      </p>
      <p className={studio.sub}>
        <b>The lead of a team</b> answers for its cases without an owner, and sets skills, availability and leave of its
        members.
      </p>
      <p className={studio.sub}>
        <b>API keys</b> have a role like people, and never see what is restricted.
      </p>
    </section>
  )
}
