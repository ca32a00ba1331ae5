import { Button, Textarea } from '@mantine/core'
import { Fragment, useState } from 'react'
import type { Approval } from '../../../features/approvals/contract.ts'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'
import styles from './approvals.module.css'
import { useApprovalAct } from './queries.ts'

/** Where one's word is asked for, it is given: with a comment where it is no. */
export function Decide({ approval, also, number }: { approval: Approval; also: Approval[]; number: string }) {
  const [comment, setComment] = useState('')
  const [missing, setMissing] = useState(false)
  const decide = useApprovalAct(number, (decision: 'approved' | 'rejected') =>
    api.approvals.decideApproval({
      params: { id: approval.id },
      body:
        decision === 'rejected'
          ? { decision, comment }
          : {
              decision,
              ...(comment.trim() && { comment }),
              ...(approval.selfCheck && { checkedAgain: true as const, also: also.map(({ id }) => id) }),
            },
    }),
  )
  const reject = () => {
    if (comment.trim()) decide.mutate('rejected', said)
    else setMissing(true)
  }
  const other = approval.mine?.for
  return (
    <section className={styles.decide} aria-label={`Your word on ${approval.title}`} data-decide>
      {[approval, ...also].map(({ id, asks, values }) => (
        <Fragment key={id}>
          <p className={styles.asks}>{asks}</p>
          {values.length > 0 && (
            <dl className={styles.values}>
              {values.map(({ label, words }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          )}
        </Fragment>
      ))}
      <Textarea
        aria-label={approval.rejectTo ? `Comment; a rejection leads to ${approval.rejectTo}` : 'Comment'}
        placeholder={
          approval.rejectTo
            ? `Comment. A rejection needs one, and leads to ${approval.rejectTo}.`
            : 'Comment. A rejection needs one.'
        }
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        value={comment}
        error={missing && !comment.trim() ? 'Say why it is rejected.' : undefined}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <footer>
        <Button loading={decide.isPending} onClick={() => decide.mutate('approved', said)}>
          {approval.selfCheck ? 'I looked again: it is right' : other ? `Approve for ${other.name}` : 'Approve'}
        </Button>
        <Button variant="default" disabled={decide.isPending} onClick={reject}>
          Reject
        </Button>
        {approval.selfCheck && <small>Nobody else is there: this second look stands on the timeline.</small>}
      </footer>
    </section>
  )
}
