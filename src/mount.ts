import type { FastifyInstance } from 'fastify'
import { absenceContract } from './features/absence/contract.ts'
import { absenceRoutes } from './features/absence/routes.ts'
import { mountApprove } from './features/approvals/approve.routes.ts'
import { approvalsContract } from './features/approvals/contract.ts'
import { approvalsRoutes } from './features/approvals/routes.ts'
import { auditContract } from './features/audit/contract.ts'
import { auditRoutes } from './features/audit/routes.ts'
import { briefsContract } from './features/briefs/contract.ts'
import { briefsRoutes } from './features/briefs/routes.ts'
import { sourcesContract } from './features/calendars/contract/sources.ts'
import { calendarsContract } from './features/calendars/contract.ts'
import { calendarsRoutes, sourcesRoutes } from './features/calendars/routes.ts'
import { mayHear } from './features/cases/actions/may-hear.ts'
import { requireSight } from './features/cases/actions/require-sight.ts'
import { casesContract } from './features/cases/contract.ts'
import { casesRoutes } from './features/cases/routes.ts'
import { casetypesContract } from './features/casetypes/contract.ts'
import { casetypesRoutes } from './features/casetypes/routes.ts'
import { conversationsContract } from './features/conversations/contract.ts'
import { mountFiles } from './features/conversations/files.routes.ts'
import { conversationsRoutes } from './features/conversations/routes.ts'
import { customersContract } from './features/customers/contract.ts'
import { customersRoutes } from './features/customers/routes.ts'
import { demoContract } from './features/demo/contract.ts'
import { demoRoutes } from './features/demo/routes.ts'
import { entitlementsContract } from './features/entitlements/contract.ts'
import { entitlementsRoutes } from './features/entitlements/routes.ts'
import { escalationsContract } from './features/escalations/contract.ts'
import { escalationsRoutes } from './features/escalations/routes.ts'
import { familiesContract } from './features/families/contract.ts'
import { familiesRoutes } from './features/families/routes.ts'
import { governanceContract } from './features/governance/contract.ts'
import { governanceRoutes } from './features/governance/routes.ts'
import { informingContract } from './features/informing/contract.ts'
import { informingRoutes } from './features/informing/routes.ts'
import { outgoingContract } from './features/mailboxes/contract/outgoing.ts'
import { mailboxesContract } from './features/mailboxes/contract.ts'
import { imapContract, imapTestContract } from './features/mailboxes/imap/contract.ts'
import { imapRoutes, imapTestRoutes } from './features/mailboxes/imap/imap.routes.ts'
import { mountMail } from './features/mailboxes/mail.routes.ts'
import { mailboxesRoutes } from './features/mailboxes/routes.ts'
import { outgoingRoutes } from './features/mailboxes/sending/outgoing.routes.ts'
import { notificationsContract } from './features/notifications/contract.ts'
import { notificationsRoutes } from './features/notifications/routes.ts'
import { authenticate } from './features/people/actions/authenticate.ts'
import { accessContract, colleaguesContract } from './features/people/contract.ts'
import { accessRoutes } from './features/people/routes/access.ts'
import { peopleRoutes } from './features/people/routes.ts'
import { mountConfirm } from './features/portal/confirm.routes.ts'
import { productsContract } from './features/products/contract.ts'
import { productsRoutes } from './features/products/routes.ts'
import { relationsContract } from './features/relations/contract.ts'
import { relationsRoutes } from './features/relations/routes.ts'
import { reportsContract } from './features/reports/contract.ts'
import { reportsRoutes } from './features/reports/routes.ts'
import { routingContract } from './features/routing/contract.ts'
import { routingRoutes } from './features/routing/routes.ts'
import { searchContract } from './features/search/contract.ts'
import { searchRoutes } from './features/search/routes.ts'
import { sideconversationsContract } from './features/sideconversations/contract.ts'
import { mountSidePages } from './features/sideconversations/page.routes.ts'
import { sideconversationsRoutes } from './features/sideconversations/routes.ts'
import { attainmentContract } from './features/sla/contract/attainment.ts'
import { openingContract } from './features/sla/contract/opening.ts'
import { policiesContract } from './features/sla/contract/policies.ts'
import { policyHistoryContract } from './features/sla/contract/policy-history.ts'
import { trialContract } from './features/sla/contract/trial.ts'
import { slaContract } from './features/sla/contract.ts'
import {
  attainmentRoutes,
  openingRoutes,
  policiesRoutes,
  policyHistoryRoutes,
  slaRoutes,
  trialRoutes,
} from './features/sla/routes.ts'
import { surveysContract } from './features/surveys/contract.ts'
import { surveysRoutes } from './features/surveys/routes.ts'
import { mountSurvey } from './features/surveys/survey.routes.ts'
import { tasksContract } from './features/tasks/contract.ts'
import { tasksRoutes } from './features/tasks/routes.ts'
import { workloadContract } from './features/workload/contract.ts'
import { workloadRoutes } from './features/workload/routes.ts'
import type { Contract } from './platform/endpoint.ts'
import { implementAtEdge } from './platform/http/edge.ts'
import { type Authenticate, type Handlers, implement } from './platform/http/implement.ts'
import { mountLive } from './platform/http/live.ts'
import type { Live } from './platform/live.ts'
import type { Runtime } from './platform/runtime.ts'
import { mountApiReference } from './reference.ts'

/** Every contract of the API with the routes that answer it, one line each. */
export function mountApi(app: FastifyInstance, runtime: Runtime, live: Pick<Live, 'listen'>): Authenticate {
  const who = authenticate(runtime, live.listen)
  const mount = <C extends Contract>(contract: C, routes: Handlers<C>) =>
    implement(app, runtime, { authenticate: who, requireSight }, contract, routes)

  implementAtEdge(app, runtime, who, accessContract, accessRoutes)
  mount(colleaguesContract, peopleRoutes)
  mount(absenceContract, absenceRoutes)
  mount(customersContract, customersRoutes)
  mount(informingContract, informingRoutes)
  mount(casetypesContract, casetypesRoutes)
  mount(casesContract, casesRoutes)
  mount(briefsContract, briefsRoutes)
  mount(conversationsContract, conversationsRoutes)
  mountFiles(app, runtime, { authenticate: who, requireSight })
  mountSidePages(app, runtime, { authenticate: who })
  mount(sideconversationsContract, sideconversationsRoutes)
  mount(mailboxesContract, mailboxesRoutes)
  mount(imapContract, imapRoutes)
  implementAtEdge(app, runtime, who, imapTestContract, imapTestRoutes)
  implementAtEdge(app, runtime, who, outgoingContract, outgoingRoutes)
  mountMail(app, runtime, who)
  mountConfirm(app, runtime)
  mountApprove(app, runtime)
  mountSurvey(app, runtime)
  mount(familiesContract, familiesRoutes)
  mount(relationsContract, relationsRoutes)
  mount(surveysContract, surveysRoutes)
  mount(tasksContract, tasksRoutes)
  mount(workloadContract, workloadRoutes)
  mount(approvalsContract, approvalsRoutes)
  mount(routingContract, routingRoutes)
  mount(calendarsContract, calendarsRoutes)
  mount(sourcesContract, sourcesRoutes)
  mount(slaContract, slaRoutes)
  mount(policiesContract, policiesRoutes)
  mount(policyHistoryContract, policyHistoryRoutes)
  mount(trialContract, trialRoutes)
  mount(attainmentContract, attainmentRoutes)
  mount(openingContract, openingRoutes)
  mount(entitlementsContract, entitlementsRoutes)
  mount(productsContract, productsRoutes)
  mount(searchContract, searchRoutes)
  mount(reportsContract, reportsRoutes)
  mount(escalationsContract, escalationsRoutes)
  mount(governanceContract, governanceRoutes)
  mount(notificationsContract, notificationsRoutes)
  mount(auditContract, auditRoutes)
  mount(demoContract, demoRoutes)
  mountLive(app, live, who, mayHear(runtime), runtime.now)
  mountApiReference(app, runtime.config.url)
  return who
}
