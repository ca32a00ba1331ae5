import { moneyTypes } from '../../src/features/casetypes/defaults/money.ts'
import {
  type ActorName,
  type Answers,
  adminOnly,
  auditors,
  caseReaders,
  contractsEditors,
  everybody,
  inTheKnow,
  seesSettings,
  signedIn,
  workInTheKnow,
} from './actors.ts'
import { type Place, termsWith } from './place.ts'

export interface Call {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

/** A door: how it is tried, with foreign ids where it takes ids, and what each actor is answered. */
export type Door = readonly [answers: Answers, call?: (place: Place, actor: ActorName) => Call]

const password = 'a-long-enough-word'
/** A version that is never current: whoever may change it is told so, and nothing is changed. */
const version = 99

const span = { from: '2026-11-01T00:00:00Z', until: '2026-12-01T00:00:00Z' }
const longAgo = { from: '2020-01-01T00:00:00Z', until: '2020-01-02T00:00:00Z' }
const hours = { timeZone: 'UTC', weekly: {}, holidays: [], overrides: {} }

const ruleOf = (id: string) => ({ reopened: 9, level: 1, to: { who: 'person', id }, how: 'tell' })

export const expectations: Record<string, Door> = {
  'people.setupState': [everybody(200)],
  'people.setUp': [
    everybody(409),
    () => ({ body: { name: 'M', email: 'm@x.example', password, organisation: 'M', timeZone: 'UTC' } }),
  ],
  'people.signIn': [everybody(401), (_, actor) => ({ body: { email: `${actor}@x.example`, password: 'wrong' } })],
  'people.signOut': [signedIn(200)],
  'people.changePassword': [signedIn(401), () => ({ body: { current: 'wrong', next: password } })],
  'people.listSessions': [signedIn(200)],
  'people.acceptInvitation': [everybody(410), () => ({ body: { token: 'x'.repeat(43), password } })],
  'people.me': [signedIn(200)],
  'people.changeMe': [signedIn(200), () => ({ body: {} })],
  'people.noteActivity': [signedIn(200)],
  'people.endSession': [signedIn(404), ({ sessionOfElena }) => ({ params: { id: sessionOfElena } })],
  'people.beginTotp': [signedIn(200)],
  'people.confirmTotp': [signedIn(401), () => ({ body: { code: 'none' } })],
  'people.removeTotp': [signedIn(404), () => ({ body: { code: '000000' } })],
  'people.listPeople': [signedIn(200)],
  'people.invitePerson': [
    adminOnly(409),
    () => ({ body: { name: 'E', email: 'elena.brandt@norrvik.example', role: 'admin' } }),
  ],
  'people.changePerson': [adminOnly(409), ({ elena }) => ({ params: { id: elena }, body: { version, role: 'admin' } })],
  'people.setAvailability': [
    adminOnly(422),
    ({ elena }) => ({ params: { id: elena }, body: { status: 'off', awayUntil: '2020-01-01T00:00:00Z' } }),
  ],
  'people.inviteAgain': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger } })],
  'people.signInAsDemo': [adminOnly(404), ({ elena }) => ({ params: { id: elena } })],
  'people.withdrawInvitation': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger } })],
  'people.leaving': [adminOnly(200), ({ elena }) => ({ params: { id: elena } })],
  'people.deactivatePerson': [adminOnly(409), ({ sofia }) => ({ params: { id: sofia }, body: {} })],
  'people.listTeams': [signedIn(200)],
  'people.createTeam': [adminOnly(409), ({ elena }) => ({ body: { name: 'Customer accounts', leadId: elena } })],
  'people.changeTeam': [
    adminOnly(409),
    ({ team1, elena }) => ({ params: { id: team1 }, body: { version, leadId: elena } }),
  ],
  'people.listRoles': [signedIn(200)],
  'people.createRole': [adminOnly(409), () => ({ body: { name: 'AGENT', kind: 'agent', rights: [] } })],
  'people.changeRole': [adminOnly(409), ({ role }) => ({ params: { id: role }, body: { version, rights: null } })],
  'people.previewRole': [adminOnly(200), ({ role }) => ({ params: { id: role }, body: { rights: null } })],
  'people.removeRole': [adminOnly(404), ({ role }) => ({ params: { id: role }, body: { version } })],
  'people.listKeys': [adminOnly(200)],
  'people.createKey': [adminOnly(200), () => ({ body: { name: 'K', role: 'admin' } })],
  'people.endKey': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger } })],
  'people.organisation': [signedIn(200)],
  'people.changeOrganisation': [adminOnly(409), () => ({ body: { version, name: 'M' } })],

  'people.listSkills': [signedIn(200)],
  'people.createSkill': [adminOnly(200), () => ({ body: { name: 'Pumps' } })],
  'people.changeSkill': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger }, body: { version } })],
  'people.removeSkill': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger } })],
  'people.setSkills': [
    adminOnly(404),
    ({ elena, stranger }) => ({ params: { id: elena }, body: { skills: [{ id: stranger, level: 5 }] } }),
  ],

  'absence.listLeaves': [signedIn(200), () => ({ query: span })],
  'absence.getLeave': [signedIn(404), ({ stranger }) => ({ params: { id: stranger } })],
  'absence.planLeave': [adminOnly(422), ({ elena }) => ({ body: { personId: elena, ...longAgo } })],
  'absence.changeLeave': [signedIn(404), ({ stranger }) => ({ params: { id: stranger }, body: { version } })],
  'absence.cancelLeave': [signedIn(404), ({ stranger }) => ({ params: { id: stranger } })],
  'absence.beginLeave': [signedIn(404), ({ stranger }) => ({ params: { id: stranger } })],
  'absence.endLeave': [signedIn(404), ({ stranger }) => ({ params: { id: stranger } })],
  'absence.previewHandOver': [adminOnly(200), ({ elena }) => ({ body: { personId: elena, ...span, rule: 'all' } })],
  'absence.getLeaveWork': [signedIn(404), ({ stranger }) => ({ params: { id: stranger } })],
  'absence.chooseLeaveWork': [
    signedIn(404),
    ({ stranger }) => ({ params: { id: stranger }, body: { version, items: [] } }),
  ],
  'absence.getWorkingHours': [adminOnly(200), ({ elena }) => ({ params: { id: elena } })],
  'absence.setWorkingHours': [
    adminOnly(404),
    ({ elena, stranger }) => ({ params: { id: elena }, body: { calendarId: stranger } }),
  ],

  'workload.getWorkload': [seesSettings(200), ({ team1 }) => ({ params: { id: team1 } })],
  'workload.proposeRebalance': [seesSettings(200), ({ team1 }) => ({ params: { id: team1 } })],
  'workload.previewMoves': [
    [401, 403, 200, 200, 403, 403, 200, 200],
    ({ restricted, elena }) => ({ body: { moves: [{ caseId: restricted, toId: elena }] } }),
  ],

  'customers.listAccounts': [[401, 200, 200, 200, 200, 403, 200, 200]],
  'customers.getAccount': [[401, 200, 200, 200, 200, 403, 200, 200], ({ meridian }) => ({ params: { id: meridian } })],
  'customers.createAccount': [
    [401, 403, 404, 404, 404, 403, 404, 404],
    ({ stranger }) => ({ body: { name: 'X', namedAgentId: stranger } }),
  ],
  'customers.changeAccount': [
    [401, 403, 409, 409, 409, 403, 409, 409],
    ({ meridian }) => ({ params: { id: meridian }, body: { version, name: 'X' } }),
  ],
  'informing.getAccountLetters': [
    [401, 200, 200, 200, 200, 403, 200, 200],
    ({ meridian }) => ({ params: { id: meridian } }),
  ],
  'informing.setAccountLetters': [
    [401, 403, 404, 404, 404, 403, 404, 404],
    ({ stranger }) => ({ params: { id: stranger }, body: { stages: true, inTouch: true } }),
  ],
  'customers.listContacts': [[401, 200, 200, 200, 200, 403, 200, 200]],
  'customers.getContact': [[401, 200, 200, 200, 200, 403, 200, 200], ({ ingrid }) => ({ params: { id: ingrid } })],
  'customers.createContact': [
    [401, 403, 404, 404, 404, 403, 404, 404],
    ({ stranger }) => ({ body: { name: 'X', accountId: stranger } }),
  ],
  'customers.changeContact': [
    [401, 403, 409, 409, 409, 403, 409, 409],
    ({ ingrid }) => ({ params: { id: ingrid }, body: { version, name: 'X' } }),
  ],

  'entitlements.listContracts': [caseReaders(200)],
  'entitlements.getContract': [caseReaders(200), ofContract],
  'entitlements.createContract': [
    contractsEditors(404),
    ({ stranger }) => ({ body: { accountId: stranger, ...termsWith(stranger) } }),
  ],
  'entitlements.changeContract': [
    contractsEditors(409),
    (place) => ({ ...ofContract(place), body: { version, ...termsWith(place.entitlement) } }),
  ],
  'entitlements.renewContract': [
    contractsEditors(422),
    (place) => ({ ...ofContract(place), body: { endsOn: '2020-01-01' } }),
  ],
  'entitlements.cancelContract': [
    contractsEditors(409),
    (place) => ({ ...ofContract(place), body: { version, on: '2027-01-01', reason: 'X' } }),
  ],
  'entitlements.listContractLedger': [caseReaders(200), ofContract],
  'entitlements.addEntry': [
    // Taking for a case that one may not see takes nothing; sales may see the contract and work no case.
    [401, 403, 422, 404, 403, 403, 404, 422],
    ({ entitlement, restricted }) => ({
      params: { id: entitlement },
      body: { kind: 'consume', amount: 0, note: 'X', case: restricted },
    }),
  ],
  'entitlements.accountCoverage': [caseReaders(200), ({ meridian }) => ({ params: { id: meridian } })],
  'entitlements.caseCoverage': [inTheKnow(200), onRestricted],
  'entitlements.chooseCoverage': [
    workInTheKnow(409),
    (place) => onRestricted(place, { version, entitlementId: null, reason: 'X' }),
  ],
  'entitlements.decideUncovered': [
    [401, 403, 403, 403, 403, 403, 404, 409],
    (place) => onRestricted(place, { version, approve: true }),
  ],
  'entitlements.reserveHours': [workInTheKnow(422), (place) => onRestricted(place, { minutes: 100_000 })],

  'products.listProducts': [caseReaders(200)],
  'products.createProduct': [adminOnly(409), () => ({ body: { name: 'PUMP' } })],
  'products.changeProduct': [
    adminOnly(409),
    ({ product }) => ({ params: { id: product }, body: { version, name: 'X' } }),
  ],
  'products.listAssets': [caseReaders(200)],
  'products.getAsset': [caseReaders(200), ({ asset }) => ({ params: { id: asset } })],
  'products.createAsset': [
    [401, 403, 404, 404, 404, 403, 404, 404],
    ({ stranger, product }) => ({ body: { serial: 'X', productId: product, accountId: stranger } }),
  ],
  'products.changeAsset': [
    [401, 403, 409, 409, 409, 403, 409, 409],
    ({ asset }) => ({ params: { id: asset }, body: { version, serial: 'X' } }),
  ],

  'types.listTypes': [signedIn(200)],
  'types.createType': [adminOnly(409), () => ({ body: { definition: moneyTypes[0]!.definition } })],
  'types.typeStanding': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger } })],
  'types.getTypeDraft': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger } })],
  'types.saveTypeDraft': [
    adminOnly(409),
    ({ type }) => ({
      params: { id: type },
      body: { version, basedOn: 1, definition: { ...moneyTypes[0]!.definition }, teamId: null },
    }),
  ],
  'types.discardTypeDraft': [adminOnly(409), ({ type }) => ({ params: { id: type }, query: { version: '99' } })],
  'types.listTypeVersions': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger } })],
  'types.getTypeVersion': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger, version: '1' } })],
  'cases.previewMigration': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger }, body: {} })],
  'cases.migrateCases': [adminOnly(409), ({ type }) => ({ params: { id: type }, body: { version } })],
  'cases.listMigrations': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger } })],
  'types.changeType': [adminOnly(409), ({ type }) => ({ params: { id: type }, body: { version, disabled: true } })],

  'cases.listCases': [caseReaders(200)],
  'cases.countCases': [caseReaders(200)],
  'cases.countByRisk': [caseReaders(200)],
  'cases.calendar': [caseReaders(200), () => ({ query: { from: '2026-11-16', days: '42' } })],
  'cases.myNext': [caseReaders(200)],
  'cases.getCase': [inTheKnow(200), onRestricted],
  'cases.getTimeline': [inTheKnow(200), onRestricted],
  'sla.expectCase': [
    [401, 403, 404, 404, 403, 403, 404, 404],
    ({ stranger }) => ({ body: { subject: 'X', contactId: stranger } }),
  ],
  'cases.createCase': [
    [401, 403, 404, 404, 403, 403, 404, 404],
    ({ stranger }) => ({ body: { subject: 'X', contactId: stranger } }),
  ],
  'cases.changeCase': [workInTheKnow(409), (place) => onRestricted(place, { version, subject: 'X' })],
  'cases.assignCase': [workInTheKnow(409), (place) => onRestricted(place, { version, ownerId: place.sofia })],
  'cases.undoAssign': [workInTheKnow(409), (place) => onRestricted(place, { version })],
  'cases.transitionCase': [workInTheKnow(409), (place) => onRestricted(place, { version, stage: 'verification' })],
  'cases.beginWork': [workInTheKnow(200), (place) => onRestricted(place, { stage: 'verification' })],
  'cases.undoTransition': [workInTheKnow(409), onRestricted],
  'cases.resolveCase': [workInTheKnow(409), (place) => onRestricted(place, { version, summary: 'X' })],
  'cases.reopenCase': [workInTheKnow(409), (place) => onRestricted(place, { reason: 'X' })],
  'cases.followUpCase': [workInTheKnow(409), (place) => onRestricted(place, {})],
  'cases.watchCase': [inTheKnow(200), (place) => onRestricted(place, { watch: true })],
  'cases.seeCase': [inTheKnow(200), onRestricted],
  'cases.presence': [inTheKnow(200), onRestricted],
  'cases.setPresence': [inTheKnow(200), (place) => onRestricted(place, { writing: true })],
  'cases.listViews': [caseReaders(200)],
  'cases.createView': [
    [401, 403, 403, 403, 403, 403, 404, 404],
    ({ team1 }) => ({ body: { name: 'Shared', filter: {}, teamId: team1 } }),
  ],
  'cases.changeView': [
    [401, 404, 409, 404, 404, 403, 404, 404],
    ({ viewOfAgent1 }) => ({ params: { id: viewOfAgent1 }, body: { version, name: 'X' } }),
  ],
  'cases.removeView': [
    [401, 404, 200, 404, 404, 403, 404, 404],
    ({ viewOfAgent1 }) => ({ params: { id: viewOfAgent1 } }),
  ],

  'escalations.listEscalated': [caseReaders(200)],
  'escalations.listEscalations': [inTheKnow(200), ({ restricted }) => ({ params: { id: restricted } })],
  'escalations.escalateCase': [
    workInTheKnow(422),
    ({ restricted }) => ({ params: { id: restricted }, body: { level: 2, reason: 'R', how: 'help' } }),
  ],
  'escalations.deescalateCase': [
    workInTheKnow(409),
    ({ restricted }) => ({ params: { id: restricted }, body: { reason: 'R' } }),
  ],
  'escalations.acknowledgeEscalation': [
    [401, 403, 404, 404, 403, 403, 404, 404],
    ({ stranger }) => ({ params: { id: stranger } }),
  ],

  'escalations.listRules': [seesSettings(200)],
  'escalations.createRule': [adminOnly(404), ({ stranger }) => ({ body: { ...ruleOf(stranger), name: 'X' } })],
  'escalations.changeRule': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger }, body: { version } })],
  'escalations.removeRule': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger }, query: { version: '1' } })],
  'escalations.previewRule': [seesSettings(200), ({ stranger }) => ({ body: ruleOf(stranger) })],
  'escalations.escalationLevels': [caseReaders(200)],
  'escalations.nameLevels': [adminOnly(409), () => ({ body: { was: ['A', 'B', 'C'], names: ['A', 'B', 'C'] } })],

  'briefs.getBrief': [inTheKnow(200), ({ restricted }) => ({ params: { id: restricted } })],

  'conversations.listMessages': [inTheKnow(200), onRestricted],
  'conversations.sendReply': [inTheKnow(200), (place) => onRestricted(place, { kind: 'note', text: 'X' })],
  'conversations.undoMessage': [workInTheKnow(409), ({ replyOfRestricted }) => ({ params: { id: replyOfRestricted } })],
  'conversations.retryMessage': [
    workInTheKnow(200),
    ({ replyOfRestricted }) => ({ params: { id: replyOfRestricted } }),
  ],
  'conversations.getWaitingLetters': [seesSettings(200)],
  'conversations.sendWaitingLetters': [adminOnly(200)],
  'conversations.listDrafts': [inTheKnow(200), onRestricted],
  'conversations.saveDraft': [
    inTheKnow(200),
    ({ restricted }) => ({ params: { id: restricted, kind: 'note' }, body: { content: null } }),
  ],

  'relations.getFamily': [inTheKnow(200), onRestricted],
  'relations.linkCase': [
    workInTheKnow(404),
    (place) => onRestricted(place, { kind: 'incident', case: place.stranger }),
  ],
  'relations.unlinkCase': [
    workInTheKnow(404),
    ({ restricted, stranger }) => ({ params: { id: restricted, kind: 'related', other: stranger } }),
  ],
  'relations.linkIncidents': [workInTheKnow(200), (place) => onRestricted(place, { cases: [place.stranger] })],
  'relations.suggestIncidents': [inTheKnow(200), onRestricted],
  'relations.previewUpdate': [workInTheKnow(200), onRestricted],
  'relations.tellIncidents': [workInTheKnow(409), (place) => onRestricted(place, { text: 'X', recipients: 7 })],
  'relations.listUpdates': [inTheKnow(200), onRestricted],
  'relations.stopUpdate': [[401, 403, 404, 404, 403, 403, 404, 404], ({ stranger }) => ({ params: { id: stranger } })],
  'relations.previewClosing': [workInTheKnow(200), (place) => onRestricted(place, {})],
  'relations.listClosings': [inTheKnow(200), onRestricted],
  'relations.openChild': [
    workInTheKnow(404),
    (place) => onRestricted(place, { subject: 'X', ownerId: place.stranger, typeId: place.stranger }),
  ],

  'sideconversations.listSideConversations': [inTheKnow(200), onRestricted],
  'sideconversations.listMySideConversations': [caseReaders(200)],
  'sideconversations.listCaseFiles': [inTheKnow(200), onRestricted],
  'sideconversations.startSideConversation': [
    workInTheKnow(200),
    (place) =>
      onRestricted(place, { kind: 'mail', subject: 'X', text: 'X', to: [{ email: 'somebody@supplier.example' }] }),
  ],
  'sideconversations.getSideConversation': [inTheKnow(200), ofSide],
  'sideconversations.listSideMessages': [inTheKnow(200), ofSide],
  'sideconversations.writeSideMessage': [inTheKnow(200), (place) => ({ ...ofSide(place), body: { text: 'X' } })],
  'sideconversations.changeSideConversation': [inTheKnow(409), (place) => ({ ...ofSide(place), body: { version } })],
  'sideconversations.endSideConversation': [inTheKnow(409), (place) => ({ ...ofSide(place), body: { version } })],
  'sideconversations.reopenSideConversation': [inTheKnow(409), (place) => ({ ...ofSide(place), body: { version } })],
  'sideconversations.undoSideMessage': [workInTheKnow(409), ofSideMessage],
  'sideconversations.retrySideMessage': [workInTheKnow(200), ofSideMessage],

  'tasks.listTasks': [inTheKnow(200), onRestricted],
  'approvals.listApprovals': [inTheKnow(200), onRestricted],
  'approvals.askApproval': [
    workInTheKnow(422),
    (place) =>
      onRestricted(place, { title: 'X', asks: 'X', approvers: [{ who: 'lead' }], dueAt: '2020-01-01T00:00:00Z' }),
  ],
  'approvals.decideApproval': [
    inTheKnow(409),
    ({ approvalOfRestricted }) => ({ params: { id: approvalOfRestricted }, body: { decision: 'approved' } }),
  ],
  'approvals.withdrawApproval': [
    // The agent did not ask for it; the administrator comes too late.
    [401, 404, 403, 404, 404, 403, 404, 409],
    ({ approvalOfRestricted }) => ({ params: { id: approvalOfRestricted }, body: { reason: 'X' } }),
  ],
  'tasks.findPromises': [workInTheKnow(200), (place) => onRestricted(place, { text: 'x' })],
  'tasks.listPromises': [caseReaders(200)],
  'tasks.listTeamTasks': [[401, 200, 200, 200, 200, 403, 200, 200]],
  'tasks.addTask': [[401, 404, 200, 404, 404, 404, 404, 200], (place) => onRestricted(place, { title: 'X' })],
  'tasks.changeTask': [
    workInTheKnow(409),
    ({ taskOfRestricted }) => ({ params: { id: taskOfRestricted }, body: { version, done: true } }),
  ],
  'tasks.removeTask': [
    workInTheKnow(200),
    (place, actor) => ({ params: { id: actor === 'admin' ? place.spareTaskOfRestricted : place.taskOfRestricted } }),
  ],

  'families.previewMerge': [inTheKnow(200), (place) => ({ ...onRestricted(place), query: { into: place.restricted } })],
  'families.mergeCase': [
    workInTheKnow(409),
    (place) => onRestricted(place, { into: place.restricted, version, intoVersion: version }),
  ],
  'families.listMerges': [inTheKnow(200), onRestricted],
  'families.previewMove': [
    inTheKnow(200),
    ({ replyOfRestricted: id, restricted }) => ({ params: { id }, query: { to: restricted } }),
  ],
  'families.moveMessage': [
    workInTheKnow(409),
    ({ replyOfRestricted: id, restricted }) => ({
      params: { id },
      body: { to: restricted, version, toVersion: version },
    }),
  ],
  'families.splitMessage': [workInTheKnow(409), ({ replyOfRestricted: id }) => ({ params: { id }, body: { version } })],
  'families.findDuplicates': [
    caseReaders(200),
    ({ ingrid }) => ({ body: { contactId: ingrid, subject: 'Zephyr payments', text: 'What became of Zephyr?' } }),
  ],
  'families.listDuplicates': [inTheKnow(200), onRestricted],
  'families.tellApart': [workInTheKnow(422), ({ restricted: id }) => ({ params: { id, other: id } })],
  'families.undoMerge': [[401, 403, 404, 404, 403, 403, 404, 404], ({ stranger }) => ({ params: { id: stranger } })],

  'routing.getRouting': [inTheKnow(200), onRestricted],
  'routing.listIntakeRules': [seesSettings(200)],
  'routing.saveIntakeRules': [adminOnly(409), () => ({ body: { version, rules: [] } })],
  'routing.getRulesDraft': [seesSettings(200)],
  'routing.saveRulesDraft': [adminOnly(409), () => ({ body: { version, basedOn: 1, rules: [] } })],
  'routing.discardRulesDraft': [adminOnly(409), () => ({ query: { version: '99' } })],
  'routing.previewIntakeRules': [seesSettings(200), () => ({ body: { rules: [] } })],
  'routing.simulate': [[401, 403, 403, 403, 403, 403, 404, 200], ({ restricted }) => ({ body: { case: restricted } })],
  'routing.getWeights': [seesSettings(200)],
  'routing.previewWeights': [
    seesSettings(200),
    () => ({ body: { percent: { low: 100, medium: 100, high: 100, critical: 100 } } }),
  ],
  'routing.saveWeights': [
    adminOnly(409),
    () => ({ body: { version, percent: { low: 100, medium: 100, high: 100, critical: 100 } } }),
  ],
  'routing.fairnessCases': [
    seesSettings(200),
    () => ({ query: { from: longAgo.from, to: longAgo.until, figure: 'declined' } }),
  ],
  'routing.fairness': [
    seesSettings(200),
    () => ({ query: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' } }),
  ],
  'routing.acceptOffer': [[401, 403, 404, 404, 403, 403, 404, 404], ({ stranger }) => ({ params: { id: stranger } })],
  'routing.declineOffer': [
    [401, 403, 404, 404, 403, 403, 404, 404],
    ({ stranger }) => ({ params: { id: stranger }, body: { reason: 'X' } }),
  ],
  'routing.takeNext': [[401, 403, 404, 404, 403, 403, 404, 404], ({ stranger }) => ({ params: { id: stranger } })],
  'routing.listQueues': [caseReaders(200)],
  'routing.createQueue': [adminOnly(404), ({ stranger }) => ({ body: { name: 'X', teamId: stranger } })],
  'routing.changeQueue': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger }, body: { version } })],
  'routing.removeQueue': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger }, query: { version: '1' } })],

  'search.search': [signedIn(200), () => ({ query: { q: 'payments' } })],
  'reports.getHome': [caseReaders(200)],
  'notifications.listNotifications': [caseReaders(200)],
  'notifications.readNotifications': [caseReaders(200), ({ stranger }) => ({ body: { ids: [stranger] } })],
  'governance.getGovernance': [caseReaders(200)],
  'governance.governanceHistory': [caseReaders(200)],
  'governance.mendedViolations': [caseReaders(200)],
  'governance.listOverrides': [seesSettings(200)],
  'governance.countOverrides': [seesSettings(200)],
  'demo.getDemo': [adminOnly(200)],
  'demo.loadDemo': [adminOnly(200)],
  'demo.removeDemo': [adminOnly(200)],

  'audit.whoSees': [inTheKnow(200), ({ restricted }) => ({ params: { id: restricted }, query: {} })],
  'audit.listAudit': [auditors(200, 200)],
  'audit.caseReaders': [auditors(404, 200), ({ restricted }) => ({ query: { case: restricted } })],
  'audit.verifyChain': [auditors(404, 200), ({ restricted }) => ({ query: { case: restricted } })],

  'mailboxes.getInboundMail': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger } })],
  'mailboxes.listLedger': [auditors(200, 200)],
  'mailboxes.getLedgerEntry': [auditors(404, 404), ({ stranger }) => ({ params: { id: stranger } })],
  'mailboxes.retryMail': [auditors(404, 404), ({ stranger }) => ({ params: { id: stranger } })],
  'mailboxes.countLedger': [auditors(200, 200)],
  'mailboxes.decideMail': [
    auditors(404, 404),
    ({ stranger }) => ({ params: { id: stranger }, body: { do: 'discard', reason: 'Spam' } }),
  ],
  'mailboxes.listMailboxes': [seesSettings(200)],
  'mailboxes.createMailbox': [adminOnly(200), () => ({ body: { name: 'X', address: 'x@norrvik.example' } })],
  'mailboxes.changeMailbox': [
    adminOnly(404),
    ({ stranger }) => ({ params: { id: stranger }, body: { version, name: 'X' } }),
  ],

  'outgoing.getOutgoing': [seesSettings(200)],
  'outgoing.setOutgoing': [adminOnly(200), () => ({ body: { host: 'mail.norrvik.example' } })],
  'outgoing.testOutgoing': [adminOnly(422), () => ({ body: { server: { host: '127.0.0.1', port: 9, user: 'u' } } })],
  'outgoing.removeOutgoing': [adminOnly(200)],
  'outgoing.setPublicAddress': [adminOnly(409), () => ({ body: { address: 'https://cases.norrvik.example' } })],
  'imap.getImap': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger } })],
  'imap.setImap': [
    adminOnly(404),
    ({ stranger }) => ({ params: { id: stranger }, body: { host: '127.0.0.1', user: 'x', password: 'x' } }),
  ],
  'imap.removeImap': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger } })],
  'imap.testImap': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger }, body: {} })],

  'calendars.listCalendars': [seesSettings(200)],
  'calendars.getCalendar': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger } })],
  'calendars.calendarUsage': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger } })],
  'calendars.removeCalendar': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger } })],
  'calendars.createCalendar': [adminOnly(200), () => ({ body: { name: 'X', ...hours } })],
  'calendars.changeCalendar': [
    adminOnly(404),
    ({ stranger }) => ({ params: { id: stranger }, body: { version, name: 'X' } }),
  ],
  'calendars.listCountries': [seesSettings(200)],
  'calendars.readHolidays': [adminOnly(200), () => ({ body: { timeZone: 'UTC', from: { country: 'NO' } } })],
  'calendars.addSource': [
    adminOnly(404),
    ({ stranger }) => ({ params: { id: stranger }, body: { source: { kind: 'country', country: 'NO' } } }),
  ],
  'calendars.switchHolidays': [
    adminOnly(404),
    ({ stranger }) => ({ params: { id: stranger, sourceId: stranger }, body: { switched: { '12-25': false } } }),
  ],
  'calendars.readSourceNow': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger, sourceId: stranger } })],
  'calendars.removeSource': [adminOnly(404), ({ stranger }) => ({ params: { id: stranger, sourceId: stranger } })],
  'calendars.previewCalendar': [seesSettings(200), () => ({ body: { hours, from: '2026-01-01', days: 1 } })],
  'calendars.computeDue': [
    signedIn(200),
    () => ({ body: { timezone: 'UTC', weekly: {}, start: '2026-01-01T00:00:00Z', targetSeconds: 1 } }),
  ],

  'sla.listClocks': [inTheKnow(200), ({ restricted }) => ({ params: { id: restricted } })],
  'sla.explainClock': [
    inTheKnow(404),
    ({ restricted, stranger }) => ({ params: { id: restricted, clockId: stranger } }),
  ],
  'sla.pinClock': [
    workInTheKnow(404),
    ({ restricted, stranger }) => ({
      params: { id: restricted, clockId: stranger },
      body: { dueAt: null, because: 'X' },
    }),
  ],
  'sla.listPolicies': [seesSettings(200)],
  'sla.getPolicy': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger } })],
  'sla.createPolicy': [adminOnly(200), () => ({ body: { name: 'X', position: 1, conditions: [], targets: {} } })],
  'sla.orderPolicies': [adminOnly(409), ({ stranger }) => ({ body: { ids: [stranger], appliesTo: 'new_cases' } })],
  'sla.listRecomputations': [seesSettings(200)],
  'sla.previewCalendarChange': [
    adminOnly(404),
    ({ stranger }) => ({
      params: { id: stranger },
      body: { hours: { timeZone: 'UTC', weekly: {}, holidays: [], overrides: {} } },
    }),
  ],
  'sla.previewPolicy': [
    adminOnly(200),
    () => ({ body: { id: null, policy: { name: 'X', position: 1, conditions: [], targets: {} } } }),
  ],
  'surveys.listSurveys': [caseReaders(200)],
  'surveys.getSurveyReport': [caseReaders(200), () => ({ query: { during: '30_days' } })],
  'sla.getAttainment': [
    caseReaders(200),
    () => ({ query: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' } }),
  ],
  'sla.listAttainmentClocks': [
    caseReaders(200),
    () => ({ query: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', figure: 'late' } }),
  ],
  'sla.listPolicyVersions': [seesSettings(404), ({ stranger }) => ({ params: { id: stranger }, query: {} })],
  'sla.getPolicyDraft': [seesSettings(200), () => ({ params: { id: 'new' } })],
  'sla.savePolicyDraft': [
    adminOnly(404),
    ({ stranger }) => ({
      params: { id: stranger },
      body: { version: null, basedOn: 1, policy: { name: 'X', conditions: [], targets: {} } },
    }),
  ],
  'sla.discardPolicyDraft': [adminOnly(409), () => ({ params: { id: 'new' }, query: { version: '99' } })],
  'sla.tryPolicies': [[401, 403, 403, 403, 403, 403, 404, 200], ({ restricted }) => ({ body: { case: restricted } })],
  'sla.changePolicy': [
    adminOnly(404),
    ({ stranger }) => ({ params: { id: stranger }, body: { version, name: 'X', appliesTo: 'new_cases' } }),
  ],
}

function ofSide({ sideOfRestricted }: Place) {
  return { params: { id: sideOfRestricted } }
}

function ofSideMessage({ sideMessageOfRestricted }: Place) {
  return { params: { id: sideMessageOfRestricted } }
}

function ofContract({ serviceContract }: Place): Call {
  return { params: { id: serviceContract } }
}

function onRestricted({ restricted }: Place, body?: unknown): Call {
  return { params: { id: restricted }, ...(typeof body === 'object' && { body }) }
}

/** Nouns of the API that nothing answers yet. */
export const absent: readonly string[] = []
