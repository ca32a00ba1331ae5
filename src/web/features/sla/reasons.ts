import type { z } from 'zod'
import type { Reason } from '../../../features/sla/contract.ts'

type Code = z.infer<typeof Reason>['code']

const words: Record<Code, string> = {
  case_opened: 'the case was opened',
  customer_message: 'the customer wrote',
  public_reply: 'a public reply was sent',
  reply_voided: 'the reply did not arrive',
  letter_unsent: 'our letter about the resolution has not left',
  earlier_message: 'an earlier message was found',
  message_moved: 'a message was moved',
  status: 'the case changed its status',
  reopened: 'the case was reopened',
  resolved: 'the case was resolved',
  priority_changed: 'the priority was changed',
  policy_changed: 'the policy was changed',
  contract_changed: 'the contract was changed',
  calendar_changed: 'the calendar was changed',
  team_assigned: 'the team took the case',
  team_removed: 'the team gave the case away',
  no_target: 'the policy sets no target',
  pinned: 'the due date was set by hand',
  unpinned: 'the due date by hand was lifted',
  withdrawn: 'the cause was withdrawn',
  restored: 'the cause came back',
  due_passed: 'the due instant passed',
  step_due: 'its policy asks for it',
  condition_met: 'its condition was met',
  previous_due: 'the milestone before it moved',
  case_closed: 'the case was closed',
}

/** The sentence of a clock's reason. A status it waits in is named. */
export function reasonWords({ code, params }: z.infer<typeof Reason>): string {
  if (code === 'calendar_changed' && params.zoneData) return `the time zone data changed to ${params.zoneData}`
  if (code === 'status' && params.status === 'pending') return 'waits for the customer'
  if (code === 'status' && params.status === 'on_hold') return 'waits for a third party'
  return words[code]
}
