import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { IconLock, IconUsers } from '../../ui/icons.ts'
import styles from './Composer.module.css'
import { draftsQuery } from './queries.ts'
import type { Recipient } from './Recipients.tsx'

/** What is written. */
export type Kind = 'reply' | 'note' | 'call' | 'task'

/** Whom a kept draft is for, where that was changed. */
type Chosen = { to?: Recipient[]; cc?: Recipient[] }

/** Says before a word is written who will be able to read it. */
export function Audience({ kind, found, number }: { kind: Kind; found: Case; number: string }) {
  const drafts = useQuery(draftsQuery(number)).data?.items
  const customer = found.account?.name ?? found.contact?.name ?? 'the customer'
  if (kind === 'reply') {
    const { to, cc } = (drafts?.find((draft) => draft.kind === 'reply')?.content ?? {}) as Chosen
    const people = (to ?? found.replyTo).length + (cc ?? found.replyCc).length
    return (
      <p className={styles.audience} data-public>
        <IconUsers size={14} stroke={1.7} aria-hidden />
        Public: {counted(people, 'person', 'people')}
        {found.account && <span> at {found.account.name}</span>}
      </p>
    )
  }
  return (
    <p className={styles.audience}>
      <IconLock size={13} stroke={1.9} aria-hidden />
      Internal<span>: {customer} never sees this</span>
    </p>
  )
}
