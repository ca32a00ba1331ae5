import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { TypeDraft } from '../../../features/casetypes/contract/drafts.ts'
import type { CaseType, Stage } from '../../../features/casetypes/contract.ts'
import type { Mapping } from '../../../features/casetypes/rules/migration.ts'
import { problemsOf } from '../../../features/casetypes/rules.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Conflict } from '../../ui/Conflict.tsx'
import { RoomHead } from '../../ui/RoomHead.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { InTouchEditor } from '../informing/InTouchEditor.tsx'
import { teamsQuery, typesQuery } from '../people/queries.ts'
import { TypePromise } from '../sla/TypePromise.tsx'
import { SurveyEditor } from '../surveys/SurveyEditor.tsx'
import { ApprovalsEditor } from './ApprovalsEditor.tsx'
import { ClosureEditor } from './ClosureEditor.tsx'
import { DesignerActs, Standing } from './DesignerHead.tsx'
import { differences, isAlike, tidied } from './definition.ts'
import { FieldsEditor } from './FieldsEditor.tsx'
import { IntakeEditor } from './IntakeEditor.tsx'
import { MigrateSheet } from './MigrateSheet.tsx'
import { Migrations } from './Migrations.tsx'
import { PublishSheet } from './PublishSheet.tsx'
import { withStageAfter } from './path.ts'
import { standingQuery } from './queries.ts'
import { StageActs } from './StageActs.tsx'
import { StageEditor } from './StageEditor.tsx'
import { StageLine } from './StageLine.tsx'
import { namingProblems, refusedFields } from './saying.ts'
import { useTypeDraft } from './useTypeDraft.ts'
import { VersionsSheet } from './VersionsSheet.tsx'
import { WalkSheet } from './WalkSheet.tsx'

interface Props {
  current: CaseType
  /** The draft of its next version, as it was last kept. */
  kept: TypeDraft | null
  mayEdit: boolean
  others: ReactNode
}

/** A case type as the path it takes, what each stage asks for, and what closing it requires. */
export function TypeDesigner({ current, kept, mayEdit, others }: Props) {
  const cache = useQueryClient()
  const setQuery = useSetQuery()
  const formId = useId()
  const drawing = useTypeDraft(current, kept, mayEdit)
  const { type, draft, teamId, change } = drawing
  const [publishing, setPublishing] = useState(false)
  const [published, setPublished] = useState<CaseType | null>(null)
  const sheet = useQueryPart('sheet')
  const teams = useQuery(teamsQuery).data?.items ?? []
  const standing = useQuery(standingQuery(type.id)).data
  const open = new Map(standing?.stages.map((each) => [each.stage, each.open]))
  const at = Math.min(Number(useQueryPart('stage') ?? 0) || 0, draft.stages.length - 1)
  const tidy = tidied(draft, type.definition)
  const redrawn = !isAlike(draft, type.definition)
  const otherTeam = teamId !== (type.team?.id ?? '')
  const problems = [...namingProblems(draft), ...problemsOf(tidy)]
  const publish = useMutation({
    mutationFn: async ({ version, mapping }: { version: number; mapping: Mapping | null }) => {
      const last = await drawing.flush()
      const made = await api.types.changeType({
        params: { id: type.id },
        body: {
          version,
          ...(redrawn && { definition: tidy }),
          ...(otherTeam && { teamId: teamId || null }),
          ...(last && { draft: last.version }),
        },
      })
      if (mapping) await takeAlong(made, mapping)
      return made
    },
    onSuccess: (made) => {
      setPublishing(false)
      setPublished(null)
      drawing.restart(made, null)
      void cache.invalidateQueries({ queryKey: typesQuery.queryKey })
    },
    onError: (error) => {
      setPublishing(false)
      const met = error instanceof ApiProblem && error.code === 'changed_meanwhile'
      if (met && (error.detail.current as CaseType | null)?.definition) setPublished(error.detail.current as CaseType)
    },
  })
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
  const wrong = publish.error && !published ? refusedFields(publish.error) : []
  const told = [...problems, ...wrong, ...(drawing.trouble && problems.length === 0 ? [drawing.trouble] : [])]
  return (
    <>
      <RoomHead title={draft.name} said={<Standing drawing={drawing} kept={kept} mayEdit={mayEdit} />}>
        <DesignerActs
          drawing={drawing}
          mayEdit={mayEdit}
          formId={formId}
          whole={problems.length === 0}
          onDiscarded={() => show(0)}
        />
      </RoomHead>
      <div className={studio.body} data-order data-side>
        {others}
        <form id={formId} className={studio.main} onSubmit={submit}>
          <Migrations typeId={type.id} version={type.version} />
          {told.map((problem) => (
            <p key={problem} className={studio.problem} role="alert">
              {problem}
            </p>
          ))}
          <StageLine
            definition={draft}
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
          <ApprovalsEditor
            definition={draft}
            teams={teams}
            disabled={!mayEdit}
            onChange={(approvals) => change({ approvals })}
          />
        </form>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={studio.side} aria-label="How its cases end and begin" tabIndex={0}>
          <ClosureEditor definition={draft} disabled={!mayEdit} onChange={change} />
          <SurveyEditor definition={draft} disabled={!mayEdit} onChange={change} />
          <InTouchEditor definition={draft} disabled={!mayEdit} onChange={change} />
          <IntakeEditor
            definition={draft}
            team={teamId}
            teams={teams}
            disabled={!mayEdit}
            onChange={change}
            onTeam={drawing.setTeamId}
          />
          <TypePromise typeId={type.id} priority={draft.priority} teamId={teamId} />
        </section>
      </div>
      {publishing && (
        <PublishSheet
          type={type}
          definition={tidy}
          redrawn={redrawn}
          team={otherTeam ? (teams.find(({ id }) => id === teamId)?.name ?? 'the default team') : null}
          problem={null}
          pending={publish.isPending}
          onPublish={(mapping) => publish.mutate({ version: type.version, mapping })}
          onClose={() => setPublishing(false)}
        />
      )}
      {sheet === 'versions' && (
        <VersionsSheet
          type={type}
          mayEdit={mayEdit}
          onBegin={(definition) => {
            change(definition)
            setQuery({ sheet: null, stage: '0' })
          }}
          onTakeAlong={() => setQuery({ sheet: 'along' })}
          onClose={() => setQuery({ sheet: null })}
        />
      )}
      {sheet === 'walk' && <WalkSheet definition={draft} onClose={() => setQuery({ sheet: null })} />}
      {sheet === 'along' && mayEdit && <MigrateSheet type={type} onClose={() => setQuery({ sheet: null })} />}
      {drawing.theirs && (
        <Conflict
          what={`The draft of ${type.definition.name}`}
          fields={differences(draft, drawing.theirs.definition as unknown as typeof draft)}
          onKeepTheirs={() => drawing.restart(type, drawing.theirs)}
          onUseYours={drawing.insist}
        />
      )}
      {published && (
        <Conflict
          what={type.definition.name}
          fields={differences(draft, published.definition)}
          onKeepTheirs={() => {
            drawing.discard(published)
            setPublished(null)
          }}
          onUseYours={() => publish.mutate({ version: published.version, mapping: null })}
        />
      )}
    </>
  )
}

/** The version stands by now: what keeps cases from coming along is told, and takes nothing of it back. */
async function takeAlong(made: CaseType, { stages, fields }: Mapping): Promise<void> {
  const body = { version: made.version, stages: { ...stages }, fields: { ...fields } }
  await api.cases.migrateCases({ params: { id: made.id }, body }).catch(said.onError)
}
