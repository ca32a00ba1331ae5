/** A business "no": nothing was malformed, the rules said no. Becomes a 4xx answer in problem+json. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: RefusalCode
  readonly detail: Record<string, unknown>
  constructor(code: RefusalCode, detail: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }
}

/** Every refusal the API can answer with: its status, and what people read (what happened, what was kept, what to do). */
export const refusals = {
  not_found: {
    status: 404,
    text: 'There is nothing here that you can see. It may have been removed or you may lack access.',
  },
  not_signed_in: { status: 401, text: 'Please sign in. Nothing was changed.' },
  wrong_credentials: {
    status: 401,
    text: 'The address, password or code is not right. Try again or ask an administrator.',
  },
  code_needed: { status: 401, text: 'Enter the code from your authenticator app to go on.' },
  too_many_attempts: { status: 429, text: 'Too many attempts from here. Wait a few minutes, then try again.' },
  too_many_requests: { status: 429, text: 'Too many requests from here. Wait a moment, then try again.' },
  not_allowed: { status: 403, text: 'Your role does not include this. Nothing was changed.' },
  more_than_own: {
    status: 403,
    text: 'This touches rights that you do not have yourself, so somebody who has them decides. Nothing was changed.',
  },
  wrong_origin: { status: 403, text: 'This request came from another site and was refused. Nothing was changed.' },
  changed_meanwhile: {
    status: 409,
    text: 'Someone else changed this in the meantime. Your change was not saved; both versions are shown.',
  },
  already_set_up: { status: 409, text: 'This installation already has its first administrator. Please sign in.' },
  last_admin: {
    status: 409,
    text: 'This is the last active administrator. Make somebody else one first; nothing was changed.',
  },
  locks_you_out: {
    status: 409,
    text: 'With this you could no longer change roles yourself. Somebody else may do it; nothing was changed.',
  },
  rights_belong_together: {
    status: 422,
    text: 'A right in this set does nothing without another: see which. Nothing was changed.',
  },
  already_exists: { status: 409, text: 'This already exists. Nothing was changed.' },
  still_in_use: { status: 409, text: 'This is still in use. Choose a replacement first; nothing was changed.' },
  closure_criteria_unmet: {
    status: 409,
    text: 'The case cannot be resolved yet. The list says what is missing; what you wrote was kept.',
  },
  transition_not_allowed: {
    status: 409,
    text: 'The case cannot move to that stage now. The list says why; nothing was changed.',
  },
  nothing_to_undo: { status: 409, text: 'There is nothing to take back here. Nothing was changed.' },
  case_is_closed: { status: 409, text: 'The case is closed and its work is frozen. Open a follow-up case instead.' },
  case_was_merged: {
    status: 409,
    text: 'This case was merged into another, which has all of it. Go on there; nothing was changed.',
  },
  cannot_be_linked: { status: 409, text: 'These cases cannot be linked like this: see why. Nothing was changed.' },
  recipients_changed: {
    status: 409,
    text: 'Whom this would reach has changed since you looked. Look again; your text was kept and nothing was sent.',
  },
  cannot_be_merged: { status: 409, text: 'These two cases cannot be merged: see why. Both stand as they were.' },
  merge_cannot_be_undone: {
    status: 409,
    text: 'The merge cannot be taken back as things stand: see why. Nothing was changed.',
  },
  message_cannot_be_moved: {
    status: 409,
    text: 'The message cannot go there as things stand: see why. It is where it was.',
  },
  case_not_resolved: { status: 409, text: 'The case is not resolved, so there is nothing to reopen or confirm.' },
  task_not_ready: {
    status: 409,
    text: 'This task cannot be ticked, or unticked, yet. See why; what you wrote was kept.',
  },
  approval_settled: {
    status: 409,
    text: 'This approval is decided, or counts for nothing any more. See why; your word was not taken.',
  },
  own_request: {
    status: 403,
    text: 'You asked for this, or changed it last, so somebody else decides. Nothing was changed.',
  },
  not_asked_to_approve: { status: 403, text: 'Your word is not asked for here now: see why. Nothing was changed.' },
  side_conversation_has_ended: {
    status: 409,
    text: 'This side conversation has ended. Take it up again to write in it; what you wrote was kept.',
  },
  not_for_this_recipient: {
    status: 409,
    text: 'A side conversation cannot be led with this address: see why. Nothing was sent, and what you wrote was kept.',
  },
  clock_has_ended: { status: 409, text: 'This clock has ended, so there is no due date to set. Nothing was changed.' },
  follow_up_needed: {
    status: 409,
    text: 'A waiting case needs a next step with a date. Say when to look at it again.',
  },
  offer_is_over: {
    status: 409,
    text: 'This case is offered to you no longer: its time is over, or somebody has it. Nothing was changed.',
  },
  takes_no_work: {
    status: 409,
    text: 'Tasks and next steps are not given to this person: see the reason. Nothing was changed.',
  },
  not_escalated: {
    status: 409,
    text: 'The case was not escalated, see the reason. Choose somebody else; what you wrote was kept.',
  },
  cannot_be_manager: {
    status: 409,
    text: 'This person cannot be the manager here: see the reason. Nothing was changed.',
  },
  cannot_be_assigned: {
    status: 409,
    text: 'This person cannot take cases: see the reason. The owner was not changed.',
  },
  leaves_overlap: {
    status: 409,
    text: 'This person is on leave for a part of that time already. Change that leave, or choose other days.',
  },
  leave_has_begun: {
    status: 409,
    text: 'This leave has begun, so only its end, its reason and its deputy can change. Nothing was changed.',
  },
  leave_has_not_begun: { status: 409, text: 'This leave has not begun. Cancel it instead; nothing was changed.' },
  leave_is_over: { status: 409, text: 'This leave is over or was cancelled. Nothing was changed.' },
  cannot_be_deputy: {
    status: 409,
    text: 'This person cannot stand in: see the reason. Choose somebody else; nothing was saved.',
  },
  customer_wrote_meanwhile: {
    status: 409,
    text: 'The customer wrote again after you began. Read it first; your text was kept.',
  },
  no_recipient: { status: 409, text: 'There is nobody to send this to. Add an address; your text was kept.' },
  no_outgoing_mail: {
    status: 409,
    text: 'No outgoing mail is set up here, so nothing can leave. The letters stay as they are.',
  },
  already_sent: { status: 409, text: 'This message has already left and cannot be taken back.' },
  key_used_for_another_request: {
    status: 422,
    text: 'This Idempotency-Key was used for a different request. Use a new one.',
  },
  request_in_progress: { status: 409, text: 'The same request is still being worked on. Ask again in a moment.' },
  unreadable_mail: { status: 422, text: 'This is no mail. It was not kept; the mail ledger says so.' },
  unknown_mailbox: {
    status: 422,
    text: 'No mailbox here has that address. The mail was not kept; the mail ledger says so.',
  },
  unreadable_calendar: {
    status: 422,
    text: 'No holidays could be read from this. The calendar is as it was.',
  },
  too_many_sources: {
    status: 409,
    text: 'A calendar takes its holidays from ten sources at most. Remove one first; nothing was changed.',
  },
  mailbox_unreachable: {
    status: 409,
    text: 'The mailbox could not be reached with these settings. They were not saved.',
  },
  too_large: { status: 413, text: 'This is larger than what is accepted here. Nothing was stored.' },
  link_not_valid: { status: 410, text: 'This link is no longer valid. It may have been used or have expired.' },
  malformed: { status: 422, text: 'Some fields are not right. Each is named; nothing was changed.' },
  busy: {
    status: 503,
    text: 'Two changes met at the same moment, and yours gave way. Nothing of it was saved; try again.',
  },
  took_too_long: {
    status: 503,
    text: 'This took longer than it may and was ended. Nothing of it was saved; try again in a moment.',
  },
  key_is_missing: {
    status: 503,
    text: 'Your code cannot be checked: this database came back without the secret.key of its data folder, which opens the secrets of two-step sign-in. Whoever runs the server puts that file back and starts again; caseward doctor says when it fits.',
  },
  cannot_store: {
    status: 503,
    text: 'The server has no room left, or its disk fails. Nothing was stored; tell whoever runs it, and try again.',
  },
  unavailable: {
    status: 503,
    text: 'The database cannot be reached at the moment. Nothing was lost; try again in a few seconds.',
  },
} as const satisfies Record<string, { status: number; text: string }>
export type RefusalCode = keyof typeof refusals
