import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { EscalatedCase } from '../../../features/escalations/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { TeamTabs } from '../../app/TeamTabs.tsx'
import { counted } from '../../ui/amounts.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Known } from '../../ui/Known.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { Section } from '../../ui/Section.tsx'
import { Empty } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import table from '../../ui/table.module.css'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { CaseDue } from '../cases/CaseDue.tsx'
import page from '../customers/accounts.module.css'
import styles from './escalations.module.css'
import { escalatedQuery, useLevelNames } from './queries.ts'
import { howSaid, levelSaid } from './words.ts'

/** Every open case that was brought up, by its level: why, since when, by whom, and who has it now. */
export function EscalatedScreen() {
  const list = useQuery(escalatedQuery)
  const names = useLevelNames()
  return (
    <div className={page.screen}>
      <div className={page.page}>
        <TeamTabs />
        <header className={page.head} style={{ marginBottom: 14 }}>
          <div>
            <h1>Escalated cases</h1>
            <p>{list.data ? `${counted(list.data.items.length, 'open case')} escalated` : 'What was brought up'}</p>
          </div>
        </header>
        <Known query={list} what="Escalated cases">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="Nothing is escalated">
                A case comes here when somebody escalates it, when a clock reaches an escalation step, or by a rule.
              </Empty>
            ) : (
              [...new Set(items.map(({ level }) => level))].map((level) => {
                const some = items.filter((item) => item.level === level)
                return (
                  <Section key={level} title={levelSaid(level, names)} level={2} count={some.length}>
                    <EscalatedTable items={some} />
                  </Section>
                )
              })
            )
          }
        </Known>
      </div>
    </div>
  )
}

function EscalatedTable({ items }: { items: readonly EscalatedCase[] }) {
  const keys = useRowKeys<HTMLTableElement>()
  return (
    <table className={`${table.table} ${styles.escalated}`} data-lines ref={keys}>
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Why</th>
          <th scope="col">Who has it</th>
          <th scope="col">Next step</th>
          <th scope="col">Due</th>
          <th scope="col">Looks after it</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <EscalatedLine key={item.case.id} item={item} />
        ))}
      </tbody>
    </table>
  )
}

function EscalatedLine({ item: { case: subject, escalation } }: { item: EscalatedCase }) {
  const me = useMe()
  const cache = useQueryClient()
  const take = useMutation({
    mutationFn: () => api.escalations.acknowledgeEscalation({ params: { id: escalation.id } }),
    ...said,
    onSettled: () => cache.invalidateQueries({ queryKey: escalatedQuery.queryKey }),
  })
  return (
    <tr data-number={subject.number}>
      <td>
        <Go to={`/cases/${subject.number}`} data-row>
          <b>{subject.subject}</b>
        </Go>
        <small>
          <PriorityMark priority={subject.priority} /> {subject.number}
          {subject.account && `, ${subject.account.name}`}
        </small>
      </td>
      <td data-whole data-unnamed>
        {escalation.reason}
        <small>
          <Instant at={escalation.at} as="ago" />, {howSaid(escalation)}
        </small>
      </td>
      <td data-name="Has it">
        {subject.owner?.name ?? 'nobody yet'}
        <small>{subject.team.name}</small>
      </td>
      <td data-name="Next">{subject.nextStep?.text ?? '–'}</td>
      <td data-name="Due">{subject.firstDue ? <CaseDue row={subject} named /> : '–'}</td>
      <td data-name="Looks after it" data-unnamed={!escalation.acknowledgedBy || undefined}>
        {escalation.acknowledgedBy && escalation.acknowledgedAt ? (
          <>
            {escalation.acknowledgedBy.name}
            <small>
              since <Instant at={escalation.acknowledgedAt} />
            </small>
          </>
        ) : me.rights.includes('cases.work') ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`I take this: ${subject.number}`}
            loading={take.isPending}
            onClick={() => take.mutate()}
          >
            I take this
          </Button>
        ) : (
          'nobody yet'
        )}
      </td>
    </tr>
  )
}
