import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Contact } from '../../../features/customers/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconAlertTriangle } from '../../ui/icons.ts'
import { Facts, Lead, Section } from '../../ui/Section.tsx'
import { ago, clockTime, dayMonth } from '../../ui/time.ts'
import styles from './accounts.module.css'
import { CasesOf } from './CasesOf.tsx'
import { ContactForm } from './ContactForm.tsx'
import { contactQuery } from './queries.ts'
import { type Figure, Figures, RecordHead, RecordPage } from './RecordPage.tsx'

/** One person at a customer: how to reach them, and all they ever asked. */
export function ContactScreen() {
  const { id } = useParams({ strict: false }) as { id: string }
  return (
    <RecordPage what="contact" query={useQuery(contactQuery(id))}>
      {(contact) => <Whole contact={contact} />}
    </RecordPage>
  )
}

type WholeContact = Contact & { openCases: number; lastContactAt: string | null }

function Whole({ contact }: { contact: WholeContact }) {
  const me = useMe()
  const now = useNow()
  const setQuery = useSetQuery()
  const mayEdit = me.rights.includes('customers.edit')
  const changing = useQueryPart('sheet') === 'change' && mayEdit
  const close = () => setQuery({ sheet: null })
  const { account, role, vip } = contact
  return (
    <>
      <RecordHead
        name={contact.name}
        back={account ? { to: `/accounts/${account.id}`, name: account.name } : { to: '/accounts', name: 'Accounts' }}
        caseOf={{ contact: contact.id }}
      >
        {vip && <b>VIP</b>} {role ?? (account ? '' : 'Belongs to no account yet')}
      </RecordHead>
      <Figures figures={figuresOf(contact, now)} />
      <div className={styles.columns}>
        <CasesOf filter={{ contact: contact.id }} open={contact.openCases} name={contact.name} />
        <aside className={styles.facts} aria-label="Facts">
          <WaysPart contact={contact} />
          <AboutPart contact={contact} />
          {contact.notes && (
            <Section level={2} title="Notes">
              <p className={styles.notes}>{contact.notes}</p>
            </Section>
          )}
        </aside>
      </div>
      {changing && <ContactForm contact={contact} onClose={close} onSaved={close} />}
    </>
  )
}

function figuresOf({ openCases, lastContactAt, createdAt, timeZone }: WholeContact, now: Date): Figure[] {
  const figures: Figure[] = [
    {
      name: 'Open cases',
      value: String(openCases),
      note: openCases === 0 ? 'nothing waits' : 'of this person',
      cases: true,
    },
    lastContactAt
      ? { name: 'Last contact', value: ago(new Date(lastContactAt), now), note: 'message or call' }
      : { name: 'Last contact', value: 'none yet', note: 'no message, no call' },
    { name: 'Known since', value: dayMonth(new Date(createdAt), now), note: 'first written down' },
  ]
  if (timeZone) figures.push({ name: 'There it is', value: clockTime(now, timeZone), note: timeZone })
  return figures
}

function WaysPart({ contact: { emails, phones } }: { contact: Contact }) {
  return (
    <Section level={2} title="Reach">
      {emails.length + phones.length === 0 && <p>No address and no number is known.</p>}
      <ul className={styles.ways}>
        {emails.map(({ email, undeliverableAt, undeliverableReason }) => (
          <li key={email} data-bad={undeliverableAt ? true : undefined}>
            <a href={`mailto:${email}`}>{email}</a>
            {undeliverableAt && (
              <span className={styles.bad}>
                Mail came back <Instant at={undeliverableAt} />
                {undeliverableReason && `: ${undeliverableReason}`}
              </span>
            )}
          </li>
        ))}
        {phones.map((phone) => (
          <li key={phone}>
            <a href={`tel:${phone}`}>{phone}</a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function AboutPart({ contact }: { contact: WholeContact }) {
  const { account, accountVerified, language, tags } = contact
  const rows: Parameters<typeof Facts>[0]['rows'] = []
  if (account)
    rows.push([
      'Account',
      <Lead key="account" to={`/accounts/${account.id}`}>
        {account.name}
      </Lead>,
    ])
  if (language) rows.push(['Language', nameOfLanguage(language)])
  if (tags.length > 0) rows.push(['Tags', tags.join(', ')])
  return (
    <Section level={2} title="About">
      {account && !accountVerified && (
        <p className={styles.warn}>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          Only the mail domain says that they belong to {account.name}
        </p>
      )}
      <Facts rows={rows} />
    </Section>
  )
}

function nameOfLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
