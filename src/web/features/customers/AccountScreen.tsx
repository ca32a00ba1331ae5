import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { z } from 'zod'
import type { Account, AccountPulse, WholeAccount } from '../../../features/customers/contract.ts'
import { useMe } from '../../app/session.ts'
import { useGo, useQueryPart, useSetQuery } from '../../ui/address.ts'
import { money } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { ago, dayMonth } from '../../ui/time.ts'
import { ContractForm } from '../entitlements/ContractForm.tsx'
import { AssetForm } from '../products/AssetForm.tsx'
import { AccountFacts } from './AccountFacts.tsx'
import { AccountForm } from './AccountForm.tsx'
import styles from './accounts.module.css'
import { CasesOf } from './CasesOf.tsx'
import { ContactForm } from './ContactForm.tsx'
import { PinnedNote } from './PinnedNote.tsx'
import { accountQuery } from './queries.ts'
import { type Figure, Figures, RecordHead, RecordPage } from './RecordPage.tsx'
import { daysUntil, isNear } from './renewal.ts'

/** “How are they doing?” answered on one page. */
export function AccountScreen() {
  const { id } = useParams({ strict: false }) as { id: string }
  return (
    <RecordPage what="account" query={useQuery(accountQuery(id))}>
      {(account) => <Whole account={account} />}
    </RecordPage>
  )
}

function Whole({ account }: { account: WholeAccount }) {
  const me = useMe()
  const now = useNow()
  const go = useGo()
  const setQuery = useSetQuery()
  const sheet = useQueryPart('sheet')
  const mayEdit = me.rights.includes('customers.edit')
  const close = () => setQuery({ sheet: null, asset: null })
  const { tier, customerSince, industry, city, country, namedAgent } = account
  const place = [industry, city, country].filter(Boolean).join(', ')
  return (
    <>
      <RecordHead name={account.name} back={{ to: '/accounts', name: 'Accounts' }} caseOf={{ account: account.id }}>
        {tier && <b>{tier}</b>} {customerSince && `customer since ${monthYear(customerSince)}. `}
        {place && `${place}. `}
        {namedAgent && `Agent ${namedAgent.name}.`}
      </RecordHead>
      <Figures figures={figuresOf(account, account.pulse, now)} />
      <PinnedNote account={account} mayEdit={mayEdit} />
      <div className={styles.columns}>
        <CasesOf filter={{ account: account.id }} open={account.pulse.openCases} name={account.name} />
        <AccountFacts account={account} rights={me.rights} />
      </div>
      {mayEdit && sheet === 'change' && <AccountForm account={account} onClose={close} onSaved={close} />}
      {me.rights.includes('contracts.edit') && sheet === 'new-contract' && (
        <ContractForm contract={null} account={account} onClose={close} onSaved={({ id }) => go(`/contracts/${id}`)} />
      )}
      {mayEdit && sheet === 'asset' && <AssetForm account={{ id: account.id, name: account.name }} onClose={close} />}
      {mayEdit && sheet === 'new-contact' && (
        <ContactForm contact={null} account={{ id: account.id, name: account.name }} onClose={close} onSaved={close} />
      )}
    </>
  )
}

function figuresOf(account: Account, pulse: z.infer<typeof AccountPulse>, now: Date): Figure[] {
  const { valueYear, valueTotal, renewalOn } = account
  const figures: Figure[] = []
  if (valueYear) {
    const inAll = valueTotal ? `${money(valueTotal.minor, valueTotal.currency)} in all` : ''
    figures.push({ name: 'Value this year', value: money(valueYear.minor, valueYear.currency), note: inAll })
  }
  const oldest = pulse.oldestOpenAt ? `the oldest came ${ago(new Date(pulse.oldestOpenAt), now)}` : 'nothing waits'
  const breached = pulse.breachedOpen > 0 ? `, ${pulse.breachedOpen} breached` : ''
  figures.push({
    name: 'Open cases',
    value: String(pulse.openCases),
    note: `${oldest}${breached}`,
    tone: breached ? 'overdue' : undefined,
    cases: true,
  })
  figures.push({ name: 'Resolved', value: String(pulse.resolved90Days), note: 'in 90 days' })
  if (pulse.lastContactAt) {
    figures.push({ name: 'Last contact', value: ago(new Date(pulse.lastContactAt), now), note: 'message or call' })
  }
  if (renewalOn) {
    const days = daysUntil(renewalOn, now)
    const when = days < 0 ? `${-days} d ago` : `in ${days} d`
    const on = dayMonth(new Date(renewalOn), now, 'UTC')
    figures.push({ name: 'Renewal', value: when, note: on, tone: isNear(renewalOn, now) ? 'risk' : undefined })
  }
  return figures
}

const monthYear = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(date))
