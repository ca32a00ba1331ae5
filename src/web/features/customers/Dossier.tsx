import { ActionIcon, Button, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { IconChevronLeft, IconX } from '../../ui/icons.ts'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { isOver } from '../cases/words.ts'
import styles from './Dossier.module.css'
import { CasesPart, ContactPart, ContractPart, ValuePart } from './DossierParts.tsx'
import { accountQuery } from './queries.ts'

// Most cases have nothing to show there, so what shows it comes after the case.
const CoveragePart = lazy(() =>
  import('../entitlements/CoveragePart.tsx').then((module) => ({ default: module.CoveragePart })),
)

const AboutPart = lazy(() => import('../products/AboutPart.tsx').then((module) => ({ default: module.AboutPart })))

const FormPart = lazy(() => import('../cases/form/FormPart.tsx').then((module) => ({ default: module.FormPart })))
const SurveyPart = lazy(() => import('../surveys/SurveyPart.tsx').then((m) => ({ default: m.SurveyPart })))
const FamilyPart = lazy(() => import('../relations/FamilyPart.tsx').then((m) => ({ default: m.FamilyPart })))
const LinkAccountSheet = lazy(() => import('./LinkAccountSheet.tsx').then((m) => ({ default: m.LinkAccountSheet })))

interface Props {
  found: Case | undefined
  layered: boolean
  alone: boolean
}

/** The customer at a glance, set like a dossier: key facts in type, nothing to open first. */
export function Dossier({ found, layered, alone }: Props) {
  const setQuery = useSetQuery()
  const close = () => setQuery({ panel: null })
  return (
    <aside className={styles.dossier} data-layered={layered || undefined} aria-label="Customer">
      {layered && (
        <div className={styles.bar}>
          <ActionIcon className={styles.back!} aria-label="Back to the case" onClick={close}>
            <IconChevronLeft size={20} stroke={1.7} />
          </ActionIcon>
          <span>{found && `Customer of ${found.number}`}</span>
          <ActionIcon className={styles.close!} aria-label="Close customer" onClick={close}>
            <IconX size={17} stroke={1.6} />
          </ActionIcon>
        </div>
      )}
      {!found ? (
        <LinesSkeleton label="Loading the customer" lines={8} />
      ) : found.account ? (
        <Known found={found} account={found.account} title={alone ? 'h1' : 'h2'} />
      ) : (
        <Unknown found={found} title={alone ? 'h1' : 'h2'} />
      )}
    </aside>
  )
}

interface HeadProps {
  found: Case
  title: 'h1' | 'h2'
}

function Known({ found, account: { id }, title: Title }: HeadProps & { account: { id: string } }) {
  const { data: account, isError, refetch } = useQuery(accountQuery(id))
  if (isError && !account) {
    return (
      <ErrorState title="The customer could not be read" onRetry={() => void refetch()}>
        The case itself is not touched by this.
      </ErrorState>
    )
  }
  if (!account) return <LinesSkeleton label="Loading the customer" lines={8} />
  const since = account.customerSince && `customer since ${account.customerSince.slice(0, 4)}`
  const where = [account.industry, account.city, account.country].filter(Boolean).join(', ')
  return (
    <>
      <header className={styles.head}>
        <Title>{account.name}</Title>
        {Title === 'h1' && <VisuallyHidden component="h2">At a glance</VisuallyHidden>}
        <p>
          {account.tier && <b className={styles.tier}>{account.tier}</b>} {since}
          {(account.tier || since) && where && <br />}
          {where}
        </p>
      </header>
      <ValuePart account={account} />
      <ContactPart found={found} />
      <Suspense>
        <FamilyPart number={found.number} />
        <FormPart found={found} />
        <AboutPart found={found} />
        <CoveragePart found={found} />
        {isOver(found.status) && <SurveyPart number={found.number} />}
      </Suspense>
      <ContractPart account={account} />
      <CasesPart found={found} filter={{ account: id }} />
    </>
  )
}

/** A customer of whom little is recorded: what is known, and what is not is said to be unknown. */
function Unknown({ found, title: Title }: HeadProps) {
  const me = useMe()
  const setQuery = useSetQuery()
  const linking = useQueryPart('sheet') === 'link-account' && me.rights.includes('customers.edit')
  return (
    <>
      <header className={styles.head} data-alone>
        <Title>{found.contact?.name ?? 'Unknown customer'}</Title>
        <p>Belongs to no account yet.</p>
        {found.contact && me.rights.includes('customers.edit') && (
          <Button
            className={styles.link!}
            size="compact-sm"
            variant="default"
            onClick={() => setQuery({ sheet: 'link-account' })}
          >
            Link to an account
          </Button>
        )}
      </header>
      <ContactPart found={found} />
      <Suspense>
        <FamilyPart number={found.number} />
        <FormPart found={found} />
        {isOver(found.status) && <SurveyPart number={found.number} />}
      </Suspense>
      {found.contact && <CasesPart found={found} filter={{ contact: found.contact.id }} />}
      {found.contact && linking && (
        <Suspense>
          <LinkAccountSheet contactId={found.contact.id} onClose={() => setQuery({ sheet: null })} />
        </Suspense>
      )}
    </>
  )
}
