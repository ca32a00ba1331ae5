import { ActionIcon } from '@mantine/core'
import type { Family, Link, Relative } from '../../../features/relations/contract.ts'
import { Go } from '../../ui/Go.tsx'
import { IconX } from '../../ui/icons.ts'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { CaseDue } from '../cases/CaseDue.tsx'
import styles from './relations.module.css'
import { hiddenWords, isOpen, kinTitles } from './words.ts'

const links: readonly string[] = ['related', 'parent', 'child', 'problem', 'incident']

interface Props {
  family: Family
  number: string
  /** Beside a case there is room for subject and due date only. */
  compact?: boolean
  onUnlink?: (kind: Link, other: Relative) => void
}

/** Every case that belongs with this one: what stands above it, below it and beside it. */
export function FamilyTree({ family, number, compact, onUnlink }: Props) {
  const list = useRowKeys<HTMLDivElement>()
  const Title = compact ? 'h4' : 'h3'
  return (
    <div className={styles.tree} data-compact={compact || undefined} ref={list}>
      {family.kin.map(({ kind, items, more, hidden }) => (
        <div key={kind}>
          <Title>{kinTitles[kind]}</Title>
          <ul aria-label={kinTitles[kind]}>
            {items.map((item) => (
              <li key={item.id} data-over={!isOpen(item) || undefined}>
                <PriorityMark priority={item.priority} />
                <span className={styles.who}>
                  <Go to={`/cases/${item.number}`} data-row>
                    {item.subject}
                  </Go>
                  <small>
                    {item.number}
                    {compact ? `, ${item.stage.label}` : item.account && `, ${item.account.name}`}
                  </small>
                </span>
                {!compact && (
                  <>
                    <span>{item.stage.label}</span>
                    <span>{item.owner?.name ?? item.team.name}</span>
                  </>
                )}
                {isOpen(item) ? <CaseDue row={item} /> : <span />}
                {onUnlink && links.includes(kind) && (
                  <ActionIcon
                    size="sm"
                    aria-label={`Take off the link with ${item.number}`}
                    onClick={() => onUnlink(kind as Link, item)}
                  >
                    <IconX size={14} stroke={1.7} />
                  </ActionIcon>
                )}
              </li>
            ))}
            {more > 0 && (
              <li data-more>
                {kind === 'incident' ? (
                  <Go to={`/views?problem=${number}`}>All incidents: {more} more</Go>
                ) : (
                  <span>{more} more</span>
                )}
              </li>
            )}
            {hidden > 0 && <li data-more>{hiddenWords(hidden)}</li>}
          </ul>
        </div>
      ))}
    </div>
  )
}
