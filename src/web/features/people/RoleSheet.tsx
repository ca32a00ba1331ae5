import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Person } from '../../../features/people/contract/person.ts'
import type { RoleSet } from '../../../features/people/contract/roles.ts'
import { isAssignable, type Right, rightsAsShipped } from '../../../features/people/rules.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { rolesQuery } from './queries.ts'
import { RightBoxes } from './RightBoxes.tsx'
import { RoleChange } from './RoleChange.tsx'
import { RoleHolders } from './RoleHolders.tsx'
import { RoleRemoval } from './RoleRemoval.tsx'
import { inOrder, rightWords } from './rights.ts'
import styles from './roles.module.css'
import { kindName, roles } from './roles.ts'

const labels = { name: 'Name', said: 'What it is for', kind: 'Built on', rights: 'Rights' }
type Kind = Exclude<Person['role'], 'admin'>
interface Values {
  name: string
  said: string
  kind: Person['role']
  rights: Right[]
}

interface Props {
  /** Null makes a new one, with the rights of `from`. */
  opened: RoleSet | null
  from?: RoleSet
  onClose: () => void
}

/** One role in words: what it may, who has it, and what a change would mean for them before it is saved. */
export function RoleSheet({ opened: role, from, onClose }: Props) {
  const cache = useQueryClient()
  const setQuery = useSetQuery()
  const mayEdit = useMe().rights.includes('roles.edit')
  const { form, submit, pending, problem, conflict } = useRecordForm<RoleSet, Values, Partial<Values>>({
    what: role?.name ?? 'The role',
    record: role,
    valuesOf: (known) => ({
      name: known?.name ?? '',
      said: known?.said ?? '',
      kind: known?.kind ?? (from && from.kind !== 'admin' ? from.kind : 'agent'),
      rights: inOrder(known?.rights ?? (from && from.kind !== 'admin' ? from.rights : rightsAsShipped('agent'))),
    }),
    bodyOf: ({ name, said, kind, rights }) => ({ name: name.trim(), said: orNull(said) as string, kind, rights }),
    labels,
    words: { rights: (held) => held.map((right) => rightWords[right]).join(', ') },
    validate: { name: (name) => (name.trim() ? null : 'A role needs a name') },
    create: ({ name, said, kind, rights }) =>
      api.people.createRole({ body: { name: name!, said: said ?? null, kind: kind as Kind, rights: rights! } }),
    change: ({ id }, { kind: _, version, ...body }) =>
      api.people.changeRole({ params: { id }, body: { ...body, version } }),
    onSaved: () => {
      void cache.invalidateQueries({ queryKey: rolesQuery.queryKey })
      onClose()
    },
  })
  const { kind, rights } = form.getValues()
  const choose = (chosen: readonly string[]) => form.setFieldValue('rights', inOrder(chosen))
  const own = !role?.shipped
  return (
    <Sheet title={role?.name ?? 'New role'} onClose={onClose} size={720}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={role ? 'Save' : 'Make role'}
        disabled={!mayEdit || (role !== null && !form.isDirty())}
        note={mayEdit ? undefined : 'You see this role; changing it takes another right'}
      >
        {own && (
          <>
            <TextInput
              label={labels.name}
              description="As it is chosen in People"
              data-autofocus
              maxLength={60}
              disabled={!mayEdit}
              {...form.getInputProps('name')}
            />
            {role ? (
              <TextInput label={labels.kind} description={kindSays(kind)} value={kindName(kind)} disabled />
            ) : (
              <NativeSelect
                label={labels.kind}
                description={kindSays(kind)}
                data={roles.filter(({ value }) => value !== 'admin').map(({ value, label }) => ({ value, label }))}
                value={kind}
                onChange={(event) => {
                  const next = event.currentTarget.value as Kind
                  form.setFieldValue('kind', next)
                  choose(rightsAsShipped(next))
                }}
              />
            )}
            <TextInput
              label={labels.said}
              description="A sentence for whoever gives it"
              wrapperProps={{ 'data-wide': true }}
              maxLength={200}
              disabled={!mayEdit}
              {...form.getInputProps('said')}
            />
          </>
        )}
        <p className={styles.says}>{fixedSays(kind)}</p>
        <RightBoxes kind={kind} chosen={rights} readOnly={!mayEdit} onChoose={choose} />
        {role && <RoleChange role={role} rights={rights} />}
      </SheetForm>
      {role && <RoleHolders role={role} />}
      {role && mayEdit && (
        <div className={styles.acts}>
          {role.changed && (
            <Button variant="subtle" color="gray" onClick={() => choose(rightsAsShipped(kind))}>
              {role.shipped ? 'Back to the shipped rights' : `The rights of ${kindName(kind)}`}
            </Button>
          )}
          {kind !== 'admin' && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => setQuery({ role: null, sheet: 'new-role', from: role.id })}
            >
              New role with these rights
            </Button>
          )}
          <span />
          {!role.shipped && <RoleRemoval role={role} onRemoved={onClose} />}
        </div>
      )}
      {conflict}
    </Sheet>
  )
}

const fixedSays = (kind: Person['role']): string => {
  if (kind === 'admin') return 'An administrator keeps every right; only the sight of restricted cases is a choice.'
  return isAssignable(kind)
    ? 'Who owns cases reads and works them, so those rights stay. What a right needs is ticked with it.'
    : 'Everybody sees who works here, so that right stays. What a right needs is ticked with it.'
}
const kindSays = (kind: Person['role']): string =>
  isAssignable(kind) ? 'They can own cases and be given them' : 'They are never given cases'
