import { NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RoleSet } from '../../../features/people/contract/roles.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { Removal } from '../../ui/Removal.tsx'
import { said } from '../../ui/said.ts'
import { rolesQuery } from './queries.ts'
import styles from './roles.module.css'
import { kindName } from './roles.ts'

/** Removes an own role; where somebody holds it, only with a choice of what they get instead. */
export function RoleRemoval({ role, onRemoved }: { role: RoleSet; onRemoved: () => void }) {
  const cache = useQueryClient()
  const others = useQuery(rolesQuery).data?.items.filter(({ id, kind }) => id !== role.id && kind !== 'admin') ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const to = chosen ?? others.find(({ shipped, kind }) => shipped && kind === role.kind)?.id ?? ''
  const held = role.people.length + role.keyCount > 0
  const remove = useMutation({
    mutationFn: () =>
      api.people.removeRole({ params: { id: role.id }, body: { version: role.version, to: held ? to : null } }),
    ...said,
    onSuccess: ({ moved }) => {
      void cache.invalidateQueries({ queryKey: ['people'] })
      void cache.invalidateQueries({ queryKey: ['keys'] })
      notifications.show({ message: `${role.name} is gone. ${moved > 0 ? `${moved} took the other role.` : ''}` })
      onRemoved()
    },
  })
  const whom = [
    role.people.length > 0 && counted(role.people.length, 'person', 'people'),
    role.keyCount > 0 && counted(role.keyCount, 'API key'),
  ].filter(Boolean)
  return (
    <span className={styles.removal}>
      {held && (
        <NativeSelect
          aria-label="Who has it becomes"
          size="xs"
          data={others.map(({ id, name }) => ({ value: id, label: `${whom.join(', ')} → ${name}` }))}
          value={to}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      <Removal
        label="Remove this role"
        asks={
          held
            ? 'Their sessions end, and they sign in with the other role.'
            : `Nobody has it; ${kindName(role.kind)} stays.`
        }
        pending={remove.isPending}
        onRemove={() => remove.mutate()}
      />
    </span>
  )
}
