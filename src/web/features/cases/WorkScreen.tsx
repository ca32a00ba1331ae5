import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Dossier } from '../customers/Dossier.tsx'
import { CasePane } from './CasePane.tsx'
import { myNextFilterIn, narrowed } from './myNextFilter.ts'
import { QueueColumn } from './QueueColumn.tsx'
import { caseQuery, myNextQuery } from './queries.ts'
import styles from './WorkScreen.module.css'

const NothingNext = lazy(() => import('./NothingNext.tsx').then((m) => ({ default: m.NothingNext })))
const atOnce = { getInitialValueInEffect: false }
/** Sheets that stand beside the customer: whoever comes to one by its address comes to the customer as well. */
const besideCustomer = ['coverage', 'decide-uncovered', 'about', 'link-account']

/** List, case and customer side by side; on narrower screens the same three as layers. */
export function WorkScreen() {
  const { number } = useParams({ strict: false }) as { number?: string }
  const listed = useRouterState({ select: (s) => s.location.pathname.startsWith('/my-next') })
  const sheet = useQueryPart('sheet')
  const customer = useQueryPart('panel') === 'customer' || besideCustomer.includes(sheet ?? '')
  const phone = useMediaQuery('(max-width: 720px)', undefined, atOnce)
  const narrow = useMediaQuery('(max-width: 1180px)', undefined, atOnce)
  const setQuery = useSetQuery()
  useFirstOfList(listed && !number && !phone)

  const showList = listed && (!phone || !number)
  const showCase = number && !(phone && customer)
  const showDossier = number && (phone ? customer : !narrow || customer)
  return (
    <div className={styles.screen}>
      {showList && <QueueColumn open={number} alone={!number} phone={phone} />}
      {showCase && <CasePane key={number} number={number} back={listed ? '/my-next' : null} />}
      {!number && !phone && <Rest />}
      {showDossier && (
        <>
          {narrow && !phone && (
            <button
              type="button"
              className={styles.scrim}
              aria-label="Close customer"
              onClick={() => setQuery({ panel: null, sheet: null })}
            />
          )}
          <CustomerOf number={number} layered={narrow} alone={phone} />
        </>
      )}
    </div>
  )
}

/** Beside a list without anything in it stands where else to look. */
function Rest() {
  const nothing = useQuery(myNextQuery).data?.items.length === 0
  return (
    <div className={styles.rest}>
      {nothing && (
        <Suspense fallback={null}>
          <NothingNext />
        </Suspense>
      )}
    </div>
  )
}

function CustomerOf({ number, layered, alone }: { number: string; layered: boolean; alone: boolean }) {
  const { data, error } = useQuery(caseQuery(number))
  if (error && !data) return null
  return <Dossier found={data} layered={layered} alone={alone} />
}

/** With room for a case beside the list, the first of the list is open. */
function useFirstOfList(wanted: boolean) {
  const { history } = useRouter()
  const items = useQuery({ ...myNextQuery, enabled: wanted }).data?.items
  const first = items && narrowed(items, myNextFilterIn(history.location.search))[0]?.case.number
  useEffect(() => {
    if (wanted && first) history.replace(`/my-next/${first}${history.location.search}`)
  }, [wanted, first, history])
}
