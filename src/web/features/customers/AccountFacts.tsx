import { useState } from 'react'
import type { Contact, WholeAccount } from '../../../features/customers/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { counted, money } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { Face } from '../../ui/Face.tsx'
import { IconAlertTriangle } from '../../ui/icons.ts'
import { Facts, Lead, Section } from '../../ui/Section.tsx'
import { dayMonth } from '../../ui/time.ts'
import { AccountContracts } from '../entitlements/AccountContracts.tsx'
import { AccountLetters } from '../informing/AccountLetters.tsx'
import { AccountAssets } from '../products/AccountAssets.tsx'
import { AccountSurveys } from '../surveys/SurveyPart.tsx'
import styles from './accounts.module.css'
import { daysUntil, isNear } from './renewal.ts'
import { YearBars } from './YearBars.tsx'

type Rows = Parameters<typeof Facts>[0]['rows']

export function AccountFacts({ account, rights }: { account: WholeAccount; rights: readonly string[] }) {
  return (
    <aside className={styles.facts} aria-label="Facts">
      <AccountContracts account={account.id} mayEdit={rights.includes('contracts.edit')} />
      <AccountAssets account={account.id} mayEdit={rights.includes('customers.edit')} />
      <MoneyPart account={account} />
      <PeoplePart account={account} mayEdit={rights.includes('customers.edit')} />
      <ReachPart account={account} />
      <AccountSurveys account={account.id} />
      <AccountLetters account={account.id} mayEdit={rights.includes('customers.edit')} />
    </aside>
  )
}

function MoneyPart({ account }: { account: WholeAccount }) {
  const now = useNow()
  const { valueByYear, valueYear, valueTotal, renewalOn, currency, pulse } = account
  const rows: Rows = []
  if (valueYear) rows.push(['This year', money(valueYear.minor, valueYear.currency)])
  if (valueTotal) rows.push(['In all', money(valueTotal.minor, valueTotal.currency)])
  if (renewalOn) rows.push(['Renewal', dayMonth(new Date(renewalOn), now, 'UTC')])
  return (
    <Section level={2} title="Money">
      {valueByYear.length > 1 && (
        <div className={styles.years}>
          <YearBars years={valueByYear} currency={currency} wide />
        </div>
      )}
      {renewalOn && isNear(renewalOn, now) && (
        <p className={styles.warn}>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          Renewal in {daysUntil(renewalOn, now)} days
          {pulse.openCases > 0 && `, with ${counted(pulse.openCases, 'open case')}`}
        </p>
      )}
      {rows.length > 0 ? <Facts rows={rows} /> : <p className={styles.none}>No value is recorded yet.</p>}
    </Section>
  )
}

function PeoplePart({ account, mayEdit }: { account: WholeAccount; mayEdit: boolean }) {
  const setQuery = useSetQuery()
  const [all, setAll] = useState(false)
  const few = 8
  const shown = all ? account.contacts : account.contacts.slice(0, few)
  return (
    <Section
      level={2}
      title="People"
      count={account.contactCount}
      action={
        mayEdit && (
          <button type="button" className={styles.quiet} onClick={() => setQuery({ sheet: 'new-contact' })}>
            Add a contact
          </button>
        )
      }
    >
      {account.contactCount === 0 && <p>Nobody is known yet. Whoever writes from their domain is added by itself.</p>}
      <ul className={styles.people}>
        {shown.map((contact) => (
          <PersonLine key={contact.id} contact={contact} />
        ))}
      </ul>
      {!all && account.contacts.length > few && (
        <button type="button" className={styles.quiet} onClick={() => setAll(true)}>
          {account.contactCount > account.contacts.length
            ? `Show the first ${account.contacts.length} of ${account.contactCount}`
            : `Show all ${account.contactCount}`}
        </button>
      )}
    </Section>
  )
}

function PersonLine({ contact }: { contact: Contact }) {
  const lost = contact.emails.length > 0 && contact.emails.every((each) => each.undeliverableAt)
  return (
    <li>
      <Face name={contact.name} size={22} customer />
      <span>
        <Lead to={`/contacts/${contact.id}`} strong>
          {contact.name}
        </Lead>
        <small>{contact.role ?? contact.emails[0]?.email ?? contact.phones[0]}</small>
      </span>
      <em>{lost ? 'mail comes back' : contact.vip ? 'VIP' : !contact.accountVerified ? 'by mail domain only' : ''}</em>
    </li>
  )
}

function ReachPart({ account }: { account: WholeAccount }) {
  const { phone, website, domains, tags, pulse } = account
  const rows: Rows = []
  if (phone)
    rows.push([
      'Phone',
      <a key="phone" href={`tel:${phone}`}>
        {phone}
      </a>,
    ])
  if (website)
    rows.push([
      'Website',
      <a key="website" href={website} target="_blank" rel="noreferrer">
        {website.replace(/^https?:\/\//, '').replace(/\/$/, '')}
      </a>,
    ])
  if (domains.length > 0) rows.push([domains.length > 1 ? 'Mail domains' : 'Mail domain', domains.join(', ')])
  if (tags.length > 0) rows.push(['Tags', tags.join(', ')])
  if (pulse.restrictedCases > 0) rows.push(['Restricted cases, not shown', pulse.restrictedCases])
  if (rows.length === 0) return null
  return (
    <Section level={2} title="Reach">
      <Facts rows={rows} />
    </Section>
  )
}
