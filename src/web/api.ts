import { absenceContract } from '../features/absence/contract.ts'
import { approvalsContract } from '../features/approvals/contract.ts'
import { auditContract } from '../features/audit/contract.ts'
import { briefsContract } from '../features/briefs/contract.ts'
import { sourcesContract } from '../features/calendars/contract/sources.ts'
import { calendarsContract } from '../features/calendars/contract.ts'
import { casesContract } from '../features/cases/contract.ts'
import { casetypesContract } from '../features/casetypes/contract.ts'
import { conversationsContract } from '../features/conversations/contract.ts'
import { customersContract } from '../features/customers/contract.ts'
import { demoContract } from '../features/demo/contract.ts'
import { entitlementsContract } from '../features/entitlements/contract.ts'
import { escalationsContract } from '../features/escalations/contract.ts'
import { familiesContract } from '../features/families/contract.ts'
import { governanceContract } from '../features/governance/contract.ts'
import { informingContract } from '../features/informing/contract.ts'
import { outgoingContract } from '../features/mailboxes/contract/outgoing.ts'
import { mailboxesContract } from '../features/mailboxes/contract.ts'
import { imapContract, imapTestContract } from '../features/mailboxes/imap/contract.ts'
import { notificationsContract } from '../features/notifications/contract.ts'
import { peopleContract } from '../features/people/contract.ts'
import { productsContract } from '../features/products/contract.ts'
import { relationsContract } from '../features/relations/contract.ts'
import { reportsContract } from '../features/reports/contract.ts'
import { routingContract } from '../features/routing/contract.ts'
import { searchContract } from '../features/search/contract.ts'
import { sideconversationsContract } from '../features/sideconversations/contract.ts'
import { attainmentContract } from '../features/sla/contract/attainment.ts'
import { openingContract } from '../features/sla/contract/opening.ts'
import { policiesContract } from '../features/sla/contract/policies.ts'
import { policyHistoryContract } from '../features/sla/contract/policy-history.ts'
import { trialContract } from '../features/sla/contract/trial.ts'
import { slaContract } from '../features/sla/contract.ts'
import { surveysContract } from '../features/surveys/contract.ts'
import { tasksContract } from '../features/tasks/contract.ts'
import { workloadContract } from '../features/workload/contract.ts'
import { clientFor } from '../platform/client.ts'

/** The only way in which a screen talks to the server. */
export const api = {
  absence: clientFor(absenceContract, ''),
  briefs: clientFor(briefsContract, ''),
  mailboxes: clientFor(mailboxesContract, ''),
  outgoing: clientFor(outgoingContract, ''),
  informing: clientFor(informingContract, ''),
  imap: clientFor({ ...imapContract, ...imapTestContract }, ''),
  calendars: clientFor({ ...calendarsContract, ...sourcesContract }, ''),
  approvals: clientFor(approvalsContract, ''),
  audit: clientFor(auditContract, ''),
  cases: clientFor(casesContract, ''),
  types: clientFor(casetypesContract, ''),
  conversations: clientFor(conversationsContract, ''),
  customers: clientFor(customersContract, ''),
  demo: clientFor(demoContract, ''),
  entitlements: clientFor(entitlementsContract, ''),
  families: clientFor(familiesContract, ''),
  escalations: clientFor(escalationsContract, ''),
  governance: clientFor(governanceContract, ''),
  notifications: clientFor(notificationsContract, ''),
  people: clientFor(peopleContract, ''),
  products: clientFor(productsContract, ''),
  relations: clientFor(relationsContract, ''),
  reports: clientFor(reportsContract, ''),
  routing: clientFor(routingContract, ''),
  search: clientFor(searchContract, ''),
  sideconversations: clientFor(sideconversationsContract, ''),
  sla: clientFor(
    {
      ...slaContract,
      ...policiesContract,
      ...policyHistoryContract,
      ...trialContract,
      ...attainmentContract,
      ...openingContract,
    },
    '',
  ),
  surveys: clientFor(surveysContract, ''),
  tasks: clientFor(tasksContract, ''),
  workload: clientFor(workloadContract, ''),
}
