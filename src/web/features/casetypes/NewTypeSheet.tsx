import { FileInput, NativeSelect, Radio, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CaseType, CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { api } from '../../api.ts'
import { fieldProblems } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { typesQuery } from '../people/queries.ts'
import styles from './along.module.css'
import { blankType, type TypeFile, typeInFile } from './definition.ts'
import { refusedFields } from './saying.ts'

interface Props {
  types: CaseType[]
  /** The key of the type it begins as a copy of. */
  from: string | null
  /** The type that is there now, or whose draft it became. */
  onMade: (type: CaseType) => void
  onClose: () => void
}

/** A new type: blank, a copy, or what another installation wrote into a file; which may also become a draft of one there is. */
export function NewTypeSheet({ types, from, onMade, onClose }: Props) {
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [start, setStart] = useState(from ?? 'blank')
  const [read, setRead] = useState<TypeFile | null>(null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const [beside, setBeside] = useState(false)
  const source = types.find((type) => type.key === start)
  const base = start === 'file' ? (read?.definition ?? null) : (source?.definition ?? blankType(name.trim()))
  const same = start === 'file' && read ? types.find(({ key }) => key === read.key) : undefined
  const becomesDraft = same !== undefined && !beside
  const make = useMutation({
    mutationFn: (definition: CaseTypeDefinition) =>
      becomesDraft
        ? draftOf(same, read!.definition)
        : api.types.createType({ body: { definition, teamId: source?.team?.id ?? null } }),
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: typesQuery.queryKey })
      onMade(made)
    },
  })
  const take = async (file: File | null) => {
    make.reset()
    const found = file ? typeInFile(await file.text()) : null
    setRead(found)
    setUnreadable(file && !found ? 'This is no type that was exported here' : null)
    if (found && !name) setName(found.definition.name)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (base) make.mutate({ ...base, name: name.trim() })
  }
  const taken = make.error ? fieldProblems(make.error)?.name : undefined
  return (
    <Sheet title="New case type" onClose={onClose} size={520}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={make.error && !taken ? refusedFields(make.error).join('. ') : null}
        pending={make.isPending}
        disabled={!base || (!becomesDraft && !name.trim()) || (becomesDraft && same.draft !== null)}
        act={becomesDraft ? `Make it the draft of version ${same.version + 1}` : 'Make type'}
      >
        {!becomesDraft && (
          <TextInput
            data-autofocus
            label="Name"
            maxLength={60}
            value={name}
            error={taken && 'There is a type of this name already'}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
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
        {same && (
          <Radio.Group
            data-wide
            label={`${same.definition.name} is here already, with the same key`}
            value={beside ? 'beside' : 'draft'}
            onChange={(chosen) => setBeside(chosen === 'beside')}
          >
            <div className={styles.choice}>
              <Radio
                value="draft"
                label={`It becomes the draft of version ${same.version + 1}`}
                description={
                  same.draft
                    ? `${same.draft.by?.name ?? 'Somebody'} draws one already: publish or discard that first`
                    : 'Nothing is published before you look at it'
                }
              />
              <Radio value="beside" label="It becomes a type of its own, under another name" />
            </div>
          </Radio.Group>
        )}
      </SheetForm>
    </Sheet>
  )
}

/** What a file says of a type that is here is looked at before it counts. */
async function draftOf(type: CaseType, definition: CaseTypeDefinition): Promise<CaseType> {
  await api.types.saveTypeDraft({
    params: { id: type.id },
    body: {
      version: null,
      basedOn: type.version,
      definition: definition as unknown as Record<string, unknown>,
      teamId: type.team?.id ?? null,
    },
  })
  return type
}
