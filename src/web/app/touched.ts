/** What the server says has changed; the answer itself is read again through the API, by the reader's own rights. */
export interface LiveChange {
  kind: string
  id?: string
  caseId?: string
  number?: string
}

/** Which kinds of query a change makes old; a query of one case is old by changes of that case alone. */
const touched: Record<string, string[]> = {
  case: [
    'my-next',
    'workload',
    'routing',
    'escalated',
    'sides',
    'cases',
    'views',
    'home',
    'waiting-letters',
    'governance',
    'account',
    'contact',
  ],
  account: ['account', 'accounts', 'contract', 'contracts', 'assets'],
  contact: ['contact', 'contacts', 'account'],
  people: ['people', 'workload', 'routing', 'leaves', 'teams', 'me', 'home', 'keys', 'audit'],
  settings: [
    'types',
    'products',
    'calendars',
    'policies',
    'routing',
    'escalation-rules',
    'escalation-levels',
    'organisation',
    'audit',
    'me',
    'setup',
    'mailboxes',
    'outgoing-mail',
  ],
  governance: ['governance', 'home'],
  mail: ['mailboxes', 'ledger'],
  notification: ['notifications'],
}

/** What says the same whichever cases one may see, but for the parts that look at cases. */
const besideCases = new Set([
  'me',
  'setup',
  'demo',
  'people',
  'teams',
  'keys',
  'sessions',
  'types',
  'products',
  'calendars',
  'calendar preview',
  'holidays of',
  'countries',
  'policies',
  'escalation-rules',
  'escalation-levels',
  'organisation',
  'mailboxes',
  'outgoing-mail',
])
const lookingAtCases = new Set(['leaving', 'usage', 'standing', 'along', 'migrations', 'preview', 'trial'])

/** Whether what was read under a key may be old after the changes; `idOf` knows the id of a case shown under a reference. */
export function isTouched(
  changes: readonly LiveChange[],
  key: readonly unknown[],
  idOf: (reference: string) => string | undefined,
): boolean {
  const [kind, reference, part] = key.map(String)
  return changes.some((change) => {
    // One's own rights changed: anything may be there now, or be gone.
    if (change.kind === 'session') return true
    // Cases came or went out of sight; nobody says which.
    if (change.kind === 'sight' || change.kind === 'team-sight')
      return !besideCases.has(kind!) || key.some((each) => lookingAtCases.has(String(each)))
    // A trial of policies names a case.
    if (change.kind === 'case' && reference === 'trial') return true
    if (kind !== 'case') return touched[change.kind]?.includes(kind!) ?? false
    if (change.kind !== 'case' && change.kind !== 'presence') return false
    return isOf(change, reference!, idOf) && (change.kind === 'case') === (part !== 'presence')
  })
}

/** A screen knows its case by number, the change may tell only the id. */
function isOf(change: LiveChange, reference: string, idOf: (reference: string) => string | undefined): boolean {
  const id = change.caseId ?? change.id
  return reference === change.number || reference === id || (id !== undefined && idOf(reference) === id)
}
