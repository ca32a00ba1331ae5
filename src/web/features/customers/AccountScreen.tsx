import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { z } from 'zod'
import type { Account, AccountPulse, WholeAccount } from '../../../features/customers/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { money } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { IconPencil, IconPlus } from '../../ui/icons.ts'
import { Empty, ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { ago, dayMonth } from '../../ui/time.ts'
import { AccountFacts } from './AccountFacts.tsx'
import { AccountForm } from './AccountForm.tsx'
import styles from './accounts.module.css'
import { CasesOf } from './CasesOf.tsx'
import { ContactForm } from './ContactForm.tsx'
import { PinnedNote } from './PinnedNote.tsx'
import { accountQuery } from './queries.ts'
import { daysUntil, isNear } from './renewal.ts'

/** “How are they doing?” answered on one page. */
export function AccountScreen() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: account, error, refetch } = useQuery(accountQuery(id))
  if (!account && error instanceof ApiProblem && (error.status === 404 || error.status === 422)) {
    return (
      <Empty level={1} title="There is no such account" act={<Go to="/accounts">Go to all accounts</Go>}>
        It may have been merged into another, or the address is mistyped.
      </Empty>
    )
  }
  if (!account && error) {
    return (
      <ErrorState title="The account could not be read" onRetry={() => void refetch()}>
        {error.message} Nothing was changed.
      </ErrorState>
    )
  }
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        {account ? <Whole account={account} /> : <LinesSkeleton label="Loading the account" lines={14} />}
      </div>
    </div>
  )
}

function Whole({ account }: { account: WholeAccount }) {
  const me = useMe()
  const setQuery = useSetQuery()
  const sheet = useQueryPart('sheet')
  const mayEdit = me.rights.includes('customers.edit')
  const close = () => setQuery({ sheet: null })
  const { tier, customerSince, industry, city, country, namedAgent } = account
  const place = [industry, city, country].filter(Boolean).join(', ')
  return (
    <>
      <header className={styles.head}>
        <div>
          <Go className={styles.back} to="/accounts">
            Accounts
          </Go>
          <h1>{account.name}</h1>
          <p>
            {tier && <b>{tier}</b>} {customerSince && `customer since ${monthYear(customerSince)}. `}
            {place && `${place}. `}
            {namedAgent && `Agent ${namedAgent.name}.`}
          </p>
        </div>
        {mayEdit && (
          <Button
            variant="default"
            leftSection={<IconPencil size={15} stroke={1.7} />}
            onClick={() => setQuery({ sheet: 'change' })}
          >
            Change
          </Button>
        )}
        {me.rights.includes('cases.work') && (
          <Button
            leftSection={<IconPlus size={15} stroke={1.8} />}
            onClick={() => setQuery({ new: 'case', account: account.id })}
          >
            New case
          </Button>
        )}
      </header>
      <Figures account={account} />
      <PinnedNote account={account} mayEdit={mayEdit} />
      <div className={styles.columns}>
        <CasesOf filter={{ account: account.id }} open={account.pulse.openCases} name={account.name} />
        <AccountFacts account={account} mayEdit={mayEdit} />
      </div>
      {mayEdit && sheet === 'change' && <AccountForm account={account} onClose={close} onSaved={close} />}
      {mayEdit && sheet === 'new-contact' && (
        <ContactForm contact={null} account={{ id: account.id, name: account.name }} onClose={close} onSaved={close} />
      )}
    </>
  )
}

type Figure = [name: string, value: string, note: string, tone?: 'overdue' | 'risk' | undefined]

function Figures({ account }: { account: WholeAccount }) {
  const now = useNow()
  const setQuery = useSetQuery()
  return (
    <dl className={styles.figures}>
      {figuresOf(account, account.pulse, now).map(([name, value, note, tone]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-tone={tone}>
            {name === 'Open cases' ? (
              <button type="button" onClick={() => setQuery({ cases: null })}>
                {value}
              </button>
            ) : (
              value
            )}
          </dd>
          <dd>{note}</dd>
        </div>
      ))}
    </dl>
  )
}

function figuresOf(account: Account, pulse: z.infer<typeof AccountPulse>, now: Date): Figure[] {
  const { valueYear, valueTotal, renewalOn } = account
  const figures: Figure[] = []
  if (valueYear) {
    const inAll = valueTotal ? `${money(valueTotal.minor, valueTotal.currency)} in all` : ''
    figures.push(['Value this year', money(valueYear.minor, valueYear.currency), inAll])
  }
  const oldest = pulse.oldestOpenAt ? `the oldest came ${ago(new Date(pulse.oldestOpenAt), now)}` : 'nothing waits'
  const breached = pulse.breachedOpen > 0 ? `, ${pulse.breachedOpen} breached` : ''
  figures.push(['Open cases', String(pulse.openCases), `${oldest}${breached}`, breached ? 'overdue' : undefined])
  figures.push(['Resolved', String(pulse.resolved90Days), 'in 90 days'])
  if (pulse.lastContactAt) figures.push(['Last contact', ago(new Date(pulse.lastContactAt), now), 'message or call'])
  if (renewalOn) {
    const days = daysUntil(renewalOn, now)
    const when = days < 0 ? `${-days} d ago` : `in ${days} d`
    const on = dayMonth(new Date(renewalOn), now, 'UTC')
    figures.push(['Renewal', when, on, isNear(renewalOn, now) ? 'risk' : undefined])
  }
  return figures
}

const monthYear = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(date))
