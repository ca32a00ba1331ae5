import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { CaseType, CaseTypeDefinition, Stage } from '../../../features/casetypes/contract.ts'
import { problemsOf } from '../../../features/casetypes/rules.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { Conflict } from '../../ui/Conflict.tsx'
import { RoomHead } from '../../ui/RoomHead.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { teamsQuery, typesQuery } from '../people/queries.ts'
import { ClosureEditor } from './ClosureEditor.tsx'
import { differences, tidied } from './definition.ts'
import { FieldsEditor } from './FieldsEditor.tsx'
import { IntakeEditor } from './IntakeEditor.tsx'
import { PublishSheet } from './PublishSheet.tsx'
import { withStageAfter } from './path.ts'
import { standingQuery } from './queries.ts'
import { StageActs } from './StageActs.tsx'
import { StageEditor } from './StageEditor.tsx'
import { StageLine } from './StageLine.tsx'
import { exportType, namingProblems, refusedFields } from './saying.ts'

interface Props {
  current: CaseType
  mayEdit: boolean
  others: ReactNode
}

/** A case type as the path it takes, what each stage asks for, and what closing it requires. */
export function TypeDesigner({ current, mayEdit, others }: Props) {
  const cache = useQueryClient()
  const setQuery = useSetQuery()
  const formId = useId()
  // What the draft began with: a colleague's new version is met when publishing, never by losing what was drawn.
  const [type, setType] = useState(current)
  const [draft, setDraft] = useState(type.definition)
  const [teamId, setTeamId] = useState(type.team?.id ?? '')
  const [publishing, setPublishing] = useState(false)
  const teams = useQuery(teamsQuery).data?.items ?? []
  const standing = useQuery(standingQuery(type.id)).data
  const open = new Map(standing?.stages.map((each) => [each.stage, each.open]))
  const at = Math.min(Number(useQueryPart('stage') ?? 0) || 0, draft.stages.length - 1)
  const [theirs, setTheirs] = useState<CaseType | null>(null)
  const redrawn = JSON.stringify(draft) !== JSON.stringify(type.definition)
  const otherTeam = teamId !== (type.team?.id ?? '')
  const changed = redrawn || otherTeam
  const begin = (fresh: CaseType) => {
    setType(fresh)
    setDraft(fresh.definition)
    setTeamId(fresh.team?.id ?? '')
  }
  if (current !== type && !changed) begin(current)
  const tidy = tidied(draft, type.definition)
  const problems = [...namingProblems(draft), ...problemsOf(tidy)]
  const refresh = () => cache.invalidateQueries({ queryKey: typesQuery.queryKey })
  const publish = useMutation({
    mutationFn: (version: number) =>
      api.types.changeType({
        params: { id: type.id },
        body: { version, ...(redrawn && { definition: tidy }), ...(otherTeam && { teamId: teamId || null }) },
      }),
    onSuccess: (published) => {
      setPublishing(false)
      setTheirs(null)
      begin(published)
      void refresh()
    },
    onError: (error) => {
      setPublishing(false)
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
  const show = (at: number) => setQuery({ stage: String(at) })
  const changeStages = (stages: Stage[], next: number) => {
    change({ stages })
    show(next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPublishing(true)
  }
  const wrong = publish.error && !theirs ? refusedFields(publish.error) : []
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
        {!changed && (
          <>
            <Button variant="subtle" color="gray" onClick={() => exportType(type)}>
              Export
            </Button>
            {mayEdit && (
              <>
                <Button variant="subtle" color="gray" onClick={() => setQuery({ sheet: 'new', from: type.key })}>
                  Copy
                </Button>
                <Button variant="default" loading={offer.isPending} onClick={() => offer.mutate()}>
                  {type.disabled ? 'Offer it again' : 'Offer it no more'}
                </Button>
              </>
            )}
          </>
        )}
        {changed && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              begin(current)
              show(0)
            }}
          >
            Discard
          </Button>
        )}
        {mayEdit && (
          <Button type="submit" form={formId} disabled={!changed || problems.length > 0}>
            Publish version {type.version + 1}…
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
          <StageLine
            stages={draft.stages}
            fields={draft.fields}
            at={at}
            open={open}
            onChoose={show}
            onAdd={
              mayEdit && draft.stages.length < 20
                ? () => {
                    const made = withStageAfter(draft.stages, at)
                    changeStages(made.stages, made.at)
                  }
                : null
            }
          />
          <StageEditor
            key={draft.stages[at]!.key}
            stage={draft.stages[at]!}
            teams={teams}
            acts={
              <StageActs
                definition={draft}
                at={at}
                open={open.get(draft.stages[at]!.key) ?? 0}
                disabled={!mayEdit}
                onStage={changeStage}
                onStages={changeStages}
              />
            }
            disabled={!mayEdit}
            onChange={changeStage}
          />
          <FieldsEditor
            key={type.version}
            definition={draft}
            published={new Set(type.definition.fields.map(({ key }) => key))}
            disabled={!mayEdit}
            onChange={(fields) => change({ fields })}
          />
        </form>
        <div className={studio.side}>
          <ClosureEditor definition={draft} disabled={!mayEdit} onChange={change} />
          <IntakeEditor
            definition={draft}
            team={teamId}
            teams={teams}
            disabled={!mayEdit}
            onChange={change}
            onTeam={setTeamId}
          />
        </div>
      </div>
      {publishing && (
        <PublishSheet
          type={type}
          definition={tidy}
          team={otherTeam ? (teams.find(({ id }) => id === teamId)?.name ?? 'the default team') : null}
          problem={null}
          pending={publish.isPending}
          onPublish={() => publish.mutate(type.version)}
          onClose={() => setPublishing(false)}
        />
      )}
      {theirs && (
        <Conflict
          what={type.definition.name}
          fields={differences(draft, theirs.definition)}
          onKeepTheirs={() => {
            begin(theirs)
            setTheirs(null)
          }}
          onUseYours={() => publish.mutate(theirs.version)}
        />
      )}
    </>
  )
}
