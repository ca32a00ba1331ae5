import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { AnswersSkeleton, Empty, ErrorState, LettersSkeleton } from '../../ui/States.tsx'
import { Composer } from '../conversations/Composer.tsx'
import { AnswerBar } from './AnswerBar.tsx'
import { CaseHead } from './CaseHead.tsx'
import styles from './CasePane.module.css'
import { caseQuery } from './queries.ts'
import { StageStrip } from './StageStrip.tsx'
import { Thread } from './Thread.tsx'
import { isOver } from './words.ts'

const FormSheet = lazy(() => import('./form/FormSheet.tsx').then((m) => ({ default: m.FormSheet })))
const FamilySheets = lazy(() => import('../families/FamilySheets.tsx').then((m) => ({ default: m.FamilySheets })))
const FamilyStrip = lazy(() => import('../relations/FamilyStrip.tsx').then((m) => ({ default: m.FamilyStrip })))
const RelationSheets = lazy(() =>
  import('../relations/RelationSheets.tsx').then((m) => ({ default: m.RelationSheets })),
)
const MergedLines = lazy(() => import('../families/MergedLines.tsx').then((m) => ({ default: m.MergedLines })))
const DuplicateLines = lazy(() => import('../families/DuplicateLines.tsx').then((m) => ({ default: m.DuplicateLines })))
const ApprovalsSheet = lazy(() =>
  import('../approvals/ApprovalsSheet.tsx').then((m) => ({ default: m.ApprovalsSheet })),
)
const EscalationSheet = lazy(() =>
  import('../escalations/EscalateSheet.tsx').then((m) => ({ default: m.EscalationSheet })),
)
const WhoSeesSheet = lazy(() => import('../audit/WhoSeesSheet.tsx').then((m) => ({ default: m.WhoSeesSheet })))
const AskSheet = lazy(() => import('../approvals/AskSheet.tsx').then((m) => ({ default: m.AskSheet })))
const SidePane = lazy(() => import('../sideconversations/SidePane.tsx').then((m) => ({ default: m.SidePane })))
const OfferStrip = lazy(() => import('../routing/OfferStrip.tsx').then((m) => ({ default: m.OfferStrip })))
const GiveBackSheet = lazy(() => import('./GiveBackSheet.tsx').then((m) => ({ default: m.GiveBackSheet })))
const ClosureSheet = lazy(() => import('./ClosureSheet.tsx').then((m) => ({ default: m.ClosureSheet })))

/** One open case: head, the four answers, the thread, the plan, and where to write. */
export function CasePane({ number, back }: { number: string; back: string | null }) {
  const { data, error, refetch } = useQuery(caseQuery(number))
  const leadsOn = useLeadOn(number, data?.mergedInto?.number ?? null)
  // Read once, and out of sight since: what it says is not theirs to see any more.
  const gone = error instanceof ApiProblem && error.status === 404
  if (data && !leadsOn && !gone) return <OpenCase found={data} number={number} back={back} />
  if (!error) {
    return (
      <article className={styles.pane} aria-label={number}>
        <div className={styles.waits}>
          <h1>{number}</h1>
          <Skeleton h={20} w="46%" mb={18} radius="xs" />
          <AnswersSkeleton />
          <LettersSkeleton label={`Loading ${number}`} />
        </div>
      </article>
    )
  }
  return (
    <article className={styles.pane} aria-label={number}>
      {gone ? (
        <Empty
          level={1}
          title={`There is no case ${number} that you can see`}
          act={<Go to={`/search?q=${encodeURIComponent(number)}`}>Search for it</Go>}
        >
          It may have been merged, be restricted, or the number may be mistyped.
        </Empty>
      ) : (
        <ErrorState level={1} title={`${number} could not be read`} onRetry={() => void refetch()}>
          The server did not answer. What you wrote is kept and nothing was lost.
        </ErrorState>
      )}
    </article>
  )
}

/** Whoever opens a merged case is led to the one that goes on, unless they ask for its own record. */
function useLeadOn(number: string, into: string | null): boolean {
  const own = useQueryPart('record') === 'own'
  const { history } = useRouter()
  useEffect(() => {
    if (own || into === null) return
    const { pathname, search } = history.location
    const query = new URLSearchParams(search)
    query.set('came', number)
    if (query.has('case')) query.set('case', into)
    history.replace(`${pathname.replace(/C-\d+$/, into)}?${query}`)
  }, [own, into, number, history])
  return into !== null && !own
}

function OpenCase({ found, number, back }: { found: Case; number: string; back: string | null }) {
  const sheet = useQueryPart('sheet')
  const after = useQueryPart('after')
  const setQuery = useSetQuery()
  const leaveSheet = () => setQuery({ sheet: after, after: null })
  const side = useQueryPart('side')
  const closing = sheet === 'close' && found.can.resolve
  useEffect(() => {
    void api.cases.seeCase({ params: { id: found.id } }).catch(() => {})
  }, [found.id, found.updatedAt])
  return (
    <article className={styles.pane} aria-label={`${found.number} ${found.subject}`}>
      <CaseHead found={found} number={number} back={back} />
      <AnswerBar found={found} number={number} />
      <StageStrip found={found} number={number} />
      <Suspense fallback={null}>
        {!found.owner && found.can.work && <OfferStrip found={found} number={number} />}
        <MergedLines found={found} number={number} />
        {!isOver(found.status) && found.channel !== 'agent' && <DuplicateLines found={found} number={number} />}
        <FamilyStrip found={found} number={number} />
      </Suspense>
      <div className={styles.body}>
        {side ? (
          <Suspense fallback={<LettersSkeleton label="Loading the side conversation" />}>
            <SidePane found={found} number={number} side={side} />
          </Suspense>
        ) : (
          <>
            <Thread found={found} number={number} />
            {found.can.note && <Composer found={found} number={number} />}
          </>
        )}
        {closing && (
          <Suspense fallback={null}>
            <ClosureSheet found={found} number={number} />
          </Suspense>
        )}
      </div>
      {sheet && /^(merge$|move |split )/.test(sheet) && (
        <Suspense fallback={null}>
          <FamilySheets found={found} number={number} />
        </Suspense>
      )}
      {sheet && /^(family|link|child|tell)$/.test(sheet) && (
        <Suspense fallback={null}>
          <RelationSheets found={found} number={number} />
        </Suspense>
      )}
      {sheet === 'approvals' && (
        <Suspense fallback={null}>
          <ApprovalsSheet found={found} number={number} onClose={leaveSheet} />
        </Suspense>
      )}
      {(sheet === 'escalate' || sheet === 'deescalate') && found.can.work && (
        <Suspense fallback={null}>
          <EscalationSheet found={found} takesBack={sheet === 'deescalate'} onClose={leaveSheet} />
        </Suspense>
      )}
      {sheet === 'giveback' && found.can.work && (
        <Suspense fallback={null}>
          <GiveBackSheet found={found} number={number} onClose={leaveSheet} />
        </Suspense>
      )}
      {sheet === 'ask' && found.can.work && (
        <Suspense fallback={null}>
          <AskSheet found={found} number={number} onClose={leaveSheet} />
        </Suspense>
      )}
      {sheet === 'readers' && (
        <Suspense fallback={null}>
          <WhoSeesSheet found={found} number={number} onClose={leaveSheet} />
        </Suspense>
      )}
      {sheet === 'form' && found.can.work && (
        <Suspense fallback={null}>
          <FormSheet found={found} number={number} onClose={leaveSheet} />
        </Suspense>
      )}
    </article>
  )
}
