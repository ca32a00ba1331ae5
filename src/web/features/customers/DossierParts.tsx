import { ActionIcon } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Case } from '../../../features/cases/contract.ts'
import type { Account, AccountPulse } from '../../../features/customers/contract.ts'
import { counted, money } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { Hint } from '../../ui/Hint.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconAlertTriangle, IconMail, IconPhone, IconPin } from '../../ui/icons.ts'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { Facts, Lead, Section } from '../../ui/Section.tsx'
import { dayMonth } from '../../ui/time.ts'
import { CaseDue } from '../cases/CaseDue.tsx'
import styles from './Dossier.module.css'
import { contactQuery, openCasesOf } from './queries.ts'
import { YearBars } from './YearBars.tsx'

export function ValuePart({ account }: { account: Account }) {
  const { valueYear, valueTotal, valueByYear, pinnedNote } = account
  return (
    <>
      {(valueYear || valueTotal) && (
        <div className={styles.value}>
          <div>
            <span className={styles.figure}>{money((valueYear ?? valueTotal)!.minor, account.currency)}</span>
            <span className={styles.small}>
              {valueYear ? 'this year' : 'to date'}
              {valueYear && valueTotal && `, ${money(valueTotal.minor, valueTotal.currency)} in all`}
            </span>
          </div>
          {valueByYear.length > 1 && <YearBars years={valueByYear} currency={account.currency} />}
        </div>
      )}
      {pinnedNote && (
        <blockquote className={styles.pinned}>
          <IconPin size={14} stroke={1.7} aria-label="Pinned" />
          <span>
            {pinnedNote.text}{' '}
            <cite>
              {pinnedNote.by?.split(' ')[0]}
              {pinnedNote.at && (
                <>
                  , <Instant at={pinnedNote.at} />
                </>
              )}
            </cite>
          </span>
        </blockquote>
      )}
    </>
  )
}

/** The person who writes: how to reach them, and what they like. */
export function ContactPart({ found }: { found: Case }) {
  const id = found.contact?.id
  const contact = useQuery({ ...contactQuery(id ?? ''), enabled: Boolean(id) }).data
  const now = useNow()
  if (!found.contact) return null
  const there = contact?.timeZone && localTime(now, contact.timeZone)
  const email = contact?.emails.find((each) => !each.undeliverableAt)?.email
  const phone = contact?.phones[0]
  const said = [contact?.role, contact?.vip && 'VIP', there && `${there} there`].filter(Boolean).join(', ')
  return (
    <>
      <div className={styles.contact}>
        <div>
          <b>{found.contact.name}</b>
          <span>{said || email}</span>
        </div>
        {phone && (
          <Hint label={phone}>
            <ActionIcon component="a" href={`tel:${phone}`} aria-label={`Call ${found.contact.name}`} variant="default">
              <IconPhone size={16} stroke={1.6} />
            </ActionIcon>
          </Hint>
        )}
        {email && (
          <Hint label={email}>
            <ActionIcon
              component="a"
              href={`mailto:${email}`}
              aria-label={`Write to ${found.contact.name}`}
              variant="default"
            >
              <IconMail size={16} stroke={1.6} />
            </ActionIcon>
          </Hint>
        )}
      </div>
      {contact && !contact.accountVerified && contact.account && (
        <p className={styles.warn}>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          <span>Only the mail domain says that they belong to {contact.account.name}</span>
        </p>
      )}
      {contact?.notes && <p className={styles.note}>{contact.notes}</p>}
    </>
  )
}

export function ContractPart({ account }: { account: Account & { pulse: z.infer<typeof AccountPulse> } }) {
  const now = useNow()
  const { renewalOn, pulse, namedAgent } = account
  const days = renewalOn ? Math.ceil((Date.parse(renewalOn) - now.getTime()) / 86_400_000) : null
  const rows: Parameters<typeof Facts>[0]['rows'] = []
  if (renewalOn) rows.push(['Renewal', dayMonth(new Date(renewalOn), now)])
  if (namedAgent) rows.push(['Named agent', namedAgent.name])
  if (pulse.lastContactAt) rows.push(['Last contact', <Instant key="last" at={pulse.lastContactAt} as="ago" />])
  rows.push(['Resolved in 90 days', pulse.resolved90Days])
  if (pulse.breachedOpen > 0)
    rows.push([
      'Breached',
      <span key="breached" className={styles.bad}>
        {pulse.breachedOpen}
      </span>,
    ])
  if (pulse.restrictedCases > 0) rows.push(['Restricted, not shown', pulse.restrictedCases])
  return (
    <Section title="Relationship">
      {days !== null && days >= 0 && days <= 90 && (
        <p className={styles.warn}>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          <span>
            Renewal in {days} days{pulse.openCases > 0 && `, with ${counted(pulse.openCases, 'open case')}`}
          </span>
        </p>
      )}
      <Facts rows={rows} />
    </Section>
  )
}

export function CasesPart({ found, filter }: { found: Case; filter: Parameters<typeof openCasesOf>[0] }) {
  const { data } = useQuery(openCasesOf(filter))
  const others = data?.items.filter((row) => row.id !== found.id) ?? []
  return (
    <Section title="Other open cases" count={data && others.length}>
      <ul className={styles.lines}>
        {others.map((row) => (
          <li key={row.id}>
            <PriorityMark priority={row.priority} />
            <Lead to={`/cases/${row.number}`}>{row.subject}</Lead>
            <CaseDue row={row} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

const localTime = (now: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(now)
