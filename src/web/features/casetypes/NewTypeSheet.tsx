import { FileInput, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CaseType, CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { api } from '../../api.ts'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { typesQuery } from '../people/queries.ts'
import { blankType, typeInFile } from './definition.ts'

interface Props {
  types: CaseType[]
  /** The key of the type it begins as a copy of. */
  from: string | null
  onMade: (type: CaseType) => void
  onClose: () => void
}

/** A new type: blank, a copy, or what another installation wrote into a file. */
export function NewTypeSheet({ types, from, onMade, onClose }: Props) {
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [start, setStart] = useState(from ?? 'blank')
  const [read, setRead] = useState<CaseTypeDefinition | null>(null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const source = types.find((type) => type.key === start)
  const base = start === 'file' ? read : (source?.definition ?? blankType(name.trim()))
  const make = useMutation({
    mutationFn: (definition: CaseTypeDefinition) =>
      api.types.createType({ body: { definition, teamId: source?.team?.id ?? null } }),
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: typesQuery.queryKey })
      onMade(made)
    },
  })
  const take = async (file: File | null) => {
    const definition = file ? typeInFile(await file.text()) : null
    setRead(definition)
    setUnreadable(file && !definition ? 'This is no type that was exported here' : null)
    if (definition && !name) setName(definition.name)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (base) make.mutate({ ...base, name: name.trim() })
  }
  const problems = make.error ? fieldProblems(make.error) : null
  return (
    <Sheet title="New case type" onClose={onClose} size={520}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={make.error && !problems?.name ? (Object.values(problems ?? {})[0] ?? wordsOf(make.error)) : null}
        pending={make.isPending}
        disabled={!name.trim() || !base}
        act="Make type"
      >
        <TextInput
          data-autofocus
          label="Name"
          maxLength={60}
          value={name}
          error={problems?.name && 'There is a type of this name already'}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label="Begin with"
          value={start}
          onChange={(event) => setStart(event.currentTarget.value)}
          data={[
            { value: 'blank', label: 'the shortest path that works' },
            { value: 'file', label: 'a file' },
            ...types.map(({ key, definition }) => ({ value: key, label: `a copy of ${definition.name}` })),
          ]}
        />
        {start === 'file' && (
          <FileInput
            label="File"
            wrapperProps={{ 'data-wide': true }}
            description="A type as it was exported, here or in another installation"
            placeholder="Choose a file"
            accept="application/json,.json"
            error={unreadable}
            onChange={(file) => void take(file)}
          />
        )}
      </SheetForm>
    </Sheet>
  )
}
