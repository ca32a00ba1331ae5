import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Contact } from '../../../features/customers/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconAlertTriangle, IconPencil, IconPlus } from '../../ui/icons.ts'
import { Facts, Lead, Section } from '../../ui/Section.tsx'
import { Empty, ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { clockTime } from '../../ui/time.ts'
import styles from './accounts.module.css'
import { CasesOf } from './CasesOf.tsx'
import { ContactForm } from './ContactForm.tsx'
import { contactQuery } from './queries.ts'

/** One person at a customer: how to reach them, and all they ever asked. */
export function ContactScreen() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: contact, error, refetch } = useQuery(contactQuery(id))
  if (!contact && error instanceof ApiProblem && (error.status === 404 || error.status === 422)) {
    return (
      <Empty level={1} title="There is no such contact" act={<Go to="/accounts">Go to all accounts</Go>}>
        They may have been merged with another, or the address is mistyped.
      </Empty>
    )
  }
  if (!contact && error) {
    return (
      <ErrorState title="The contact could not be read" onRetry={() => void refetch()}>
        {error.message} Nothing was changed.
      </ErrorState>
    )
  }
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        {contact ? <Whole contact={contact} /> : <LinesSkeleton label="Loading the contact" lines={12} />}
      </div>
    </div>
  )
}

type WholeContact = Contact & { openCases: number; lastContactAt: string | null }

function Whole({ contact }: { contact: WholeContact }) {
  const me = useMe()
  const setQuery = useSetQuery()
  const mayEdit = me.rights.includes('customers.edit')
  const changing = useQueryPart('sheet') === 'change' && mayEdit
  const close = () => setQuery({ sheet: null })
  const { account, role, vip } = contact
  return (
    <>
      <header className={styles.head}>
        <div>
          <Go className={styles.back} to={account ? `/accounts/${account.id}` : '/accounts'}>
            {account?.name ?? 'Accounts'}
          </Go>
          <h1>{contact.name}</h1>
          <p>
            {vip && <b>VIP</b>} {[role, account?.name].filter(Boolean).join(', ') || 'Belongs to no account yet'}
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
            onClick={() => setQuery({ new: 'case', contact: contact.id })}
          >
            New case
          </Button>
        )}
      </header>
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
  const now = useNow()
  const { account, accountVerified, language, timeZone, tags, lastContactAt, createdAt } = contact
  const rows: Parameters<typeof Facts>[0]['rows'] = []
  if (account)
    rows.push([
      'Account',
      <Lead key="account" to={`/accounts/${account.id}`}>
        {account.name}
      </Lead>,
    ])
  if (timeZone) rows.push(['There it is', `${clockTime(now, timeZone)}, ${timeZone}`])
  if (language) rows.push(['Language', nameOfLanguage(language)])
  if (lastContactAt) rows.push(['Last contact', <Instant key="last" at={lastContactAt} as="ago" />])
  rows.push(['Known since', <Instant key="since" at={createdAt} />])
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
