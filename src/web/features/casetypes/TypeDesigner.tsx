import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { CaseType, CaseTypeDefinition, Stage } from '../../../features/casetypes/contract.ts'
import { problemsOf } from '../../../features/casetypes/rules.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { Conflict } from '../../ui/Conflict.tsx'
import { wordsOf } from '../../ui/forms.ts'
import { RoomHead } from '../../ui/RoomHead.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { typesQuery } from '../people/queries.ts'
import { ClosureEditor } from './ClosureEditor.tsx'
import { differences, tidied } from './definition.ts'
import { IntakeEditor } from './IntakeEditor.tsx'
import { StageEditor } from './StageEditor.tsx'
import { StageLine } from './StageLine.tsx'

interface Props {
  type: CaseType
  mayEdit: boolean
  others: ReactNode
}

/** A case type as the path it takes, what each stage asks for, and what closing it requires. */
export function TypeDesigner({ type, mayEdit, others }: Props) {
  const cache = useQueryClient()
  const setQuery = useSetQuery()
  const formId = useId()
  const [draft, setDraft] = useState(type.definition)
  const at = Math.min(Number(useQueryPart('stage') ?? 0) || 0, draft.stages.length - 1)
  const [theirs, setTheirs] = useState<CaseType | null>(null)
  const changed = JSON.stringify(draft) !== JSON.stringify(type.definition)
  const problems = problemsOf(draft)
  const refresh = () => cache.invalidateQueries({ queryKey: typesQuery.queryKey })
  const publish = useMutation({
    mutationFn: (version: number) =>
      api.types.changeType({ params: { id: type.id }, body: { version, definition: tidied(draft, type.definition) } }),
    onSuccess: refresh,
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'changed_meanwhile') setTheirs(error.detail.current as CaseType)
    },
  })
  const offer = useMutation({
    mutationFn: () =>
      api.types.changeType({ params: { id: type.id }, body: { version: type.version, disabled: !type.disabled } }),
    ...said,
    onSuccess: refresh,
  })
  const change = (part: Partial<CaseTypeDefinition>) => setDraft((known) => ({ ...known, ...part }))
  const changeStage = (stage: Stage) =>
    change({ stages: draft.stages.map((each, place) => (place === at ? stage : each)) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publish.mutate(type.version)
  }
  const wrong = publish.error && !theirs ? fieldsIn(publish.error) : []
  return (
    <>
      <RoomHead
        title={draft.name}
        said={
          changed ? (
            <>
              <b>Version {type.version + 1}, not published.</b> Cases that are open stay on the version they began with.
            </>
          ) : (
            <>
              <b>Version {type.version}</b> runs on {counted(type.openCases, 'open case')}.
              {type.disabled && ' It is not offered for new ones.'}
            </>
          )
        }
      >
        {mayEdit && !changed && (
          <Button variant="default" loading={offer.isPending} onClick={() => offer.mutate()}>
            {type.disabled ? 'Offer it again' : 'Offer it no more'}
          </Button>
        )}
        {changed && (
          <Button variant="subtle" color="gray" onClick={() => setDraft(type.definition)}>
            Discard
          </Button>
        )}
        {mayEdit && (
          <Button type="submit" form={formId} disabled={!changed || problems.length > 0} loading={publish.isPending}>
            Publish version {type.version + 1}
          </Button>
        )}
      </RoomHead>
      <div className={studio.body} data-order data-side>
        {others}
        <form id={formId} className={studio.main} onSubmit={submit}>
          {[...problems, ...wrong].map((problem) => (
            <p key={problem} className={studio.problem} role="alert">
              {problem}
            </p>
          ))}
          <StageLine stages={draft.stages} at={at} onChoose={(next) => setQuery({ stage: String(next) })} />
          <StageEditor
            key={draft.stages[at]!.key}
            stage={draft.stages[at]!}
            disabled={!mayEdit}
            onChange={changeStage}
          />
        </form>
        <div className={studio.side}>
          <ClosureEditor definition={draft} disabled={!mayEdit} onChange={change} />
          <IntakeEditor definition={draft} disabled={!mayEdit} onChange={change} />
        </div>
      </div>
      {theirs && (
        <Conflict
          what={type.definition.name}
          fields={differences(draft, theirs.definition)}
          onKeepTheirs={() => void refresh()}
          onUseYours={() => publish.mutate(theirs.version)}
        />
      )}
    </>
  )
}

/** What the server found wrong, with where it stands. */
function fieldsIn(error: Error): string[] {
  const fields = error instanceof ApiProblem ? (error.detail.fields as { path: string; message: string }[]) : undefined
  return fields?.length
    ? fields.map(({ path, message }) => `${path.replace(/^body\.definition\.?/, '')} ${message}`)
    : [wordsOf(error)]
}
