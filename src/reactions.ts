import { dropLeaves, endWhenBack } from './features/absence/actions/follow-leaves.ts'
import { keepApprovals } from './features/approvals/actions/keep.ts'
import { passOnApprovals } from './features/approvals/actions/watch.ts'
import { followContact } from './features/cases/actions/follow-contact.ts'
import { followStep, keepWhoseStep } from './features/cases/actions/follow-step.ts'
import { passOnSteps } from './features/cases/actions/pass-on-steps.ts'
import { recountDuty } from './features/cases/actions/recount-duty.ts'
import { seedViews } from './features/cases/actions/saved-views.ts'
import { followAsking } from './features/cases/actions/silence.ts'
import { offerFew } from './features/casetypes/actions/offer.ts'
import { seedTypes } from './features/casetypes/actions.ts'
import { fillWhenWanted } from './features/demo/actions/run-demo.ts'
import { coverChangedCase, coverEndedCase, coverNewCase } from './features/entitlements/actions/cover-case.ts'
import { coverRestoredCase, uncoverMergedCase } from './features/entitlements/actions/cover-merged.ts'
import { askRules } from './features/escalations/actions/by-rule.ts'
import { endWhenOver, noteClockEscalation } from './features/escalations/actions.ts'
import { tellStageSoon } from './features/informing/actions.ts'
import { followMessage } from './features/mailboxes/actions/follow-message.ts'
import { seedMailbox } from './features/mailboxes/actions/mailboxes.ts'
import { acknowledge } from './features/mailboxes/sending/acknowledge.ts'
import { settleMailbox, tellPeople } from './features/notifications/actions.ts'
import { tellResolution } from './features/portal/actions/tell-resolution.ts'
import { endIncidents } from './features/relations/actions/end-incidents.ts'
import { noteAnswer, tellParent } from './features/relations/actions/tell-parent.ts'
import { passOnOffers, withdrawOffers } from './features/routing/actions/offers.ts'
import {
  pullAfterCase,
  pullForAll,
  pullForPerson,
  pullForQueue,
  pullForTeam,
} from './features/routing/actions/pull-soon.ts'
import { releaseDuty } from './features/routing/actions/queues.ts'
import { indexSoon } from './features/search/actions.ts'
import { passOnSides } from './features/sideconversations/actions/pass-on.ts'
import { carryOutStep } from './features/sla/actions/carry-out-step.ts'
import { reactToEvent } from './features/sla/actions/keep-time.ts'
import { followCalendar, followContract, followPolicy, followTeamCalendar } from './features/sla/actions/recompute.ts'
import { seedTime } from './features/sla/actions/seed-time.ts'
import { planSurvey } from './features/surveys/actions/ask.ts'
import { passOnTasks } from './features/tasks/actions/hand-over.ts'
import { keepPromises, unkeepPromises, withdrawPromises } from './features/tasks/actions/promises.ts'
import type { Reactions } from './platform/runtime.ts'

/** When this happens, these follow: the business on a page. Reactions run in the transaction of their event. */
export const reactions: Reactions = {
  'organisation.set_up': [seedTypes, offerFew, seedViews, seedTime, seedMailbox, fillWhenWanted],
  'person.availability_set': [endWhenBack, pullForPerson, passOnOffers],
  'person.deactivated': [passOnSides, passOnApprovals, passOnSteps, dropLeaves, releaseDuty, passOnOffers],
  'person.changed': [releaseDuty, pullForPerson, passOnTasks, passOnSteps, passOnSides, passOnApprovals],
  'role.changed': [passOnSteps, passOnSides, passOnApprovals],
  'person.skills_set': [pullForPerson],
  'person.working_hours_set': [pullForPerson],
  'person.added': [pullForPerson],
  'person.joined': [pullForPerson],
  'team.changed': [followTeamCalendar, recountDuty, pullForTeam],
  'contact.changed': [followContact],

  'queue.changed': [recountDuty, pullForQueue],
  'routing_weights.changed': [pullForAll],

  'case.offered': [reactToEvent, tellPeople],
  'case.routing_overdue': [tellPeople],
  'case.opened': [coverNewCase, reactToEvent, indexSoon, keepApprovals, askRules],
  'case.assigned': [reactToEvent, withdrawOffers, pullAfterCase, keepWhoseStep],
  'case.declined': [pullAfterCase],
  'case.returned': [pullAfterCase],
  'case.offer_declined': [pullAfterCase],
  'case.offer_timed_out': [pullAfterCase],
  'case.queued': [reactToEvent, keepWhoseStep],
  'case.team_set': [reactToEvent, askRules, withdrawOffers, pullAfterCase, keepWhoseStep],
  'case.stage_set': [reactToEvent, tellStageSoon, keepApprovals, pullAfterCase, followStep],
  'case.migrated': [reactToEvent, indexSoon, keepApprovals],
  'case.priority_set': [reactToEvent, askRules, pullAfterCase],
  'case.changed': [coverChangedCase, reactToEvent, indexSoon, keepApprovals, askRules],
  'case.fields_set': [reactToEvent, keepApprovals, askRules],
  'case.resolved': [
    reactToEvent,
    indexSoon,
    tellResolution,
    planSurvey,
    keepApprovals,
    tellParent,
    endIncidents,
    endWhenOver,
    withdrawOffers,
    pullAfterCase,
  ],
  'case.escalated': [tellPeople],
  'case.child_resolved': [tellPeople],
  'case.reopened': [reactToEvent, indexSoon, keepApprovals, askRules],
  'case.closed': [reactToEvent, coverEndedCase, keepApprovals, endWhenOver],
  'case.coverage_decided': [reactToEvent],
  'case.coverage_chosen': [reactToEvent],
  'case.uncovered_work_approved': [reactToEvent],
  'case.withdrawn': [
    coverEndedCase,
    reactToEvent,
    indexSoon,
    keepApprovals,
    endWhenOver,
    withdrawOffers,
    pullAfterCase,
  ],
  'case.merged': [uncoverMergedCase, reactToEvent, indexSoon, keepApprovals, withdrawOffers, pullAfterCase],
  'case.merged_in': [reactToEvent, indexSoon, keepApprovals, askRules],
  'case.unmerged': [coverRestoredCase, reactToEvent, indexSoon, keepApprovals],
  'case.merge_undone': [reactToEvent, indexSoon, keepApprovals],

  'message.moved_out': [reactToEvent, indexSoon, followStep],
  'message.moved_in': [reactToEvent, indexSoon, followMessage, askRules, followStep],
  'message.written': [indexSoon],
  'message.received': [reactToEvent, indexSoon, acknowledge, askRules, noteAnswer],
  'message.undone': [withdrawPromises, indexSoon],
  'message.released': [keepPromises, reactToEvent, noteAnswer, followAsking, followStep],
  'message.sent': [keepPromises, reactToEvent, noteAnswer, followAsking, followStep],
  'message.kept': [unkeepPromises, reactToEvent, followAsking, followStep],
  'message.delayed': [unkeepPromises, reactToEvent, followAsking, followStep],
  'message.failed': [unkeepPromises, reactToEvent],
  'message.retried': [reactToEvent],
  'note.added': [indexSoon],
  'call.logged': [keepPromises, reactToEvent, indexSoon, followAsking, followStep],

  'side_conversation.started': [tellPeople, indexSoon],
  'side_conversation.changed': [tellPeople],
  'side_conversation.overdue': [tellPeople],
  'side_message.released': [indexSoon],
  'side_message.written': [indexSoon],
  'side_message.answered': [tellPeople, indexSoon],
  'side_message.received': [tellPeople, indexSoon],
  'side_message.undone': [indexSoon],
  'side_message.failed': [tellPeople],

  'approval.voided': [followStep],
  'approval.asked': [tellPeople, followStep],
  'approval.voted': [tellPeople, followStep],
  'approval.delegated': [tellPeople, followStep],
  'approval.reminded': [tellPeople],
  'approval.overdue': [tellPeople],
  'approval.approved': [tellPeople, followStep],
  'approval.rejected': [tellPeople, followStep],

  'task.added': [followStep],
  'task.changed': [followStep],
  'task.handed_over': [followStep],
  'task.cancelled': [followStep],
  'task.ready': [followStep],
  'task.reopened': [followStep],
  'task.done': [reactToEvent, followStep],
  'task.reminded': [tellPeople],
  'promise.reminded': [tellPeople],
  'promise.broken': [tellPeople],

  'clock.due_pinned': [reactToEvent],
  'clock.due_unpinned': [reactToEvent],
  'clock.warned': [tellPeople, carryOutStep],
  'clock.escalated': [noteClockEscalation, tellPeople, carryOutStep],
  'calendar.created': [followCalendar, recountDuty],
  'calendar.changed': [followCalendar, recountDuty],
  'policy.created': [followPolicy],
  'policy.changed': [followPolicy],
  'policy.reordered': [followPolicy],
  'contract.changed': [followContract],
  'contract.warned': [tellPeople],

  'survey.answered': [tellPeople],

  'governance.escalated': [tellPeople],
  'mailbox.troubled': [tellPeople],
  'mailbox.recovered': [settleMailbox],
}
