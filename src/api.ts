import { absenceContract } from './features/absence/contract.ts'
import { approvalsContract } from './features/approvals/contract.ts'
import { auditContract } from './features/audit/contract.ts'
import { briefsContract } from './features/briefs/contract.ts'
import { sourcesContract } from './features/calendars/contract/sources.ts'
import { calendarsContract } from './features/calendars/contract.ts'
import { casesContract } from './features/cases/contract.ts'
import { casetypesContract } from './features/casetypes/contract.ts'
import { conversationsContract } from './features/conversations/contract.ts'
import { customersContract } from './features/customers/contract.ts'
import { demoContract } from './features/demo/contract.ts'
import { entitlementsContract } from './features/entitlements/contract.ts'
import { escalationsContract } from './features/escalations/contract.ts'
import { familiesContract } from './features/families/contract.ts'
import { governanceContract } from './features/governance/contract.ts'
import { informingContract } from './features/informing/contract.ts'
import { outgoingContract } from './features/mailboxes/contract/outgoing.ts'
import { mailboxesContract } from './features/mailboxes/contract.ts'
import { imapContract, imapTestContract } from './features/mailboxes/imap/contract.ts'
import { notificationsContract } from './features/notifications/contract.ts'
import { peopleContract } from './features/people/contract.ts'
import { productsContract } from './features/products/contract.ts'
import { relationsContract } from './features/relations/contract.ts'
import { reportsContract } from './features/reports/contract.ts'
import { routingContract } from './features/routing/contract.ts'
import { searchContract } from './features/search/contract.ts'
import { sideconversationsContract } from './features/sideconversations/contract.ts'
import { attainmentContract } from './features/sla/contract/attainment.ts'
import { openingContract } from './features/sla/contract/opening.ts'
import { policiesContract } from './features/sla/contract/policies.ts'
import { policyHistoryContract } from './features/sla/contract/policy-history.ts'
import { trialContract } from './features/sla/contract/trial.ts'
import { slaContract } from './features/sla/contract.ts'
import { surveysContract } from './features/surveys/contract.ts'
import { tasksContract } from './features/tasks/contract.ts'
import { workloadContract } from './features/workload/contract.ts'

/** The API on a page: every noun and its contract. The reference page, the web client and the server are made from it. */
export const api = {
  people: peopleContract,
  absence: absenceContract,
  customers: customersContract,
  types: casetypesContract,
  cases: casesContract,
  briefs: briefsContract,
  informing: informingContract,
  conversations: conversationsContract,
  sideconversations: sideconversationsContract,
  mailboxes: mailboxesContract,
  imap: { ...imapContract, ...imapTestContract },
  outgoing: outgoingContract,
  families: familiesContract,
  relations: relationsContract,
  surveys: surveysContract,
  tasks: tasksContract,
  workload: workloadContract,
  approvals: approvalsContract,
  routing: routingContract,
  calendars: { ...calendarsContract, ...sourcesContract },
  sla: {
    ...slaContract,
    ...policiesContract,
    ...policyHistoryContract,
    ...trialContract,
    ...attainmentContract,
    ...openingContract,
  },
  entitlements: entitlementsContract,
  products: productsContract,
  escalations: escalationsContract,
  governance: governanceContract,
  notifications: notificationsContract,
  search: searchContract,
  reports: reportsContract,
  audit: auditContract,
  demo: demoContract,
}
