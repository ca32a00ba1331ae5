/** What stands on a case, as far as a brief tells it. Texts are those of messages, without what they quote. */
export interface BriefFacts {
  subject: string
  contact: string | null
  account: string | null
  stage: string
  status: string
  priority: string
  nextStep: { text: string; whose: string; person: string | null; dueAt: Date | null } | null
  /** The clock that ends first. */
  dueAt: Date | null
  dueMetric: string | null
  openTasks: readonly { title: string; owner: string | null; dueAt: Date | null }[]
  /** What was promised to the customer and is not kept yet. */
  promises: readonly { said: string; owner: string | null; dueAt: Date }[]
  /** Approvals that wait for somebody's word. */
  approvals: readonly { title: string; waitsFor: readonly string[]; dueAt: Date | null }[]
  /** Why it stands above the frontline. */
  escalation: { level: number; reason: string } | null
  doneTasks: readonly string[]
  firstAsk: string | null
  lastFromCustomer: Word | null
  lastFromUs: Word | null
  replies: number
  calls: number
  stages: readonly string[]
}

export interface Word {
  at: Date
  by: string | null
  text: string
}

/** A brief from what stands on a case, word for word where somebody said it; days in the given zone. */
export function briefOf(facts: BriefFacts, timeZone: string): string {
  const on = (at: Date) => dayIn(at, timeZone)
  const who = [facts.contact, facts.account].filter(Boolean).join(', ')
  const { nextStep, lastFromCustomer, lastFromUs } = facts
  return [
    who ? `Customer: ${who}.` : null,
    `What they want: ${facts.firstAsk ? `“${excerpt(facts.firstAsk)}”` : facts.subject}`,
    `Where it stands: ${facts.stage}, ${statusWords[facts.status] ?? facts.status}, ${facts.priority} priority.`,
    nextStep ? `Next: ${nextSaid(nextStep, on)}.` : null,
    facts.dueAt && facts.dueMetric
      ? `First promise that ends: ${metricWords(facts.dueMetric)}, ${on(facts.dueAt)}.`
      : null,
    facts.escalation ? `Escalated to level ${facts.escalation.level}: ${endless(facts.escalation.reason)}.` : null,
    facts.promises.length > 0
      ? `Promised: ${facts.promises.map(({ said, ...each }) => taskSaid({ ...each, title: `“${said}”` }, on)).join('; ')}.`
      : null,
    facts.approvals.length > 0
      ? `Waits for a word: ${facts.approvals.map((each) => approvalSaid(each, on)).join('; ')}.`
      : null,
    facts.openTasks.length > 0 ? `Open: ${facts.openTasks.map((task) => taskSaid(task, on)).join('; ')}.` : null,
    lastFromCustomer && lastFromCustomer.text !== facts.firstAsk
      ? `Their last word, ${on(lastFromCustomer.at)}: “${excerpt(lastFromCustomer.text)}”`
      : null,
    lastFromUs
      ? `Our last word, ${on(lastFromUs.at)}${lastFromUs.by ? ` (${lastFromUs.by})` : ''}: “${excerpt(lastFromUs.text)}”`
      : 'Nobody has answered them yet.',
    doneSaid(facts),
  ]
    .filter(Boolean)
    .join('\n')
}

/** What happened on a case since an instant, in a sentence or two; null where nothing did. */
export function meanwhileOf(
  facts: {
    fromCustomer: number
    replies: number
    calls: number
    stages: readonly string[]
    lastFromCustomer: Word | null
  },
  timeZone: string,
): string | null {
  const { fromCustomer, replies, calls, stages, lastFromCustomer } = facts
  const counts = [
    fromCustomer > 0 && `the customer wrote ${times(fromCustomer)}`,
    replies > 0 && `we answered ${times(replies)}`,
    calls > 0 && `there ${calls === 1 ? 'was a call' : `were ${calls} calls`}`,
    stages.length > 0 && `it went to ${stages.join(', then ')}`,
  ].filter((each) => each !== false)
  if (counts.length === 0) return null
  const said = lastFromCustomer
    ? ` Their last word, ${dayIn(lastFromCustomer.at, timeZone)}: “${excerpt(lastFromCustomer.text)}”`
    : ''
  return `Meanwhile ${counts.join('; ')}.${said}`
}

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

const statusWords: Record<string, string> = {
  new: 'new',
  open: 'open',
  pending: 'waiting for the customer',
  on_hold: 'waiting for others',
  resolved: 'resolved',
  closed: 'closed',
}
const whoseWords: Record<string, string> = { us: 'ours', customer: 'the customer’s', third_party: 'somebody else’s' }
const metricWords = (metric: string) => metric.replaceAll('_', ' ')

function nextSaid({ text, whose, person, dueAt }: NonNullable<BriefFacts['nextStep']>, on: (at: Date) => string) {
  const details = [person ?? whoseWords[whose] ?? null, dueAt && `due ${on(dueAt)}`].filter(Boolean)
  return `${endless(text)} (${details.join(', ')})`
}

/** Without its full stop, where the sentence goes on. */
const endless = (text: string): string => text.replace(/[.\s]+$/, '')

const approvalSaid = ({ title, waitsFor, dueAt }: BriefFacts['approvals'][number], on: (at: Date) => string) =>
  taskSaid({ title, owner: waitsFor.join(', ') || 'nobody is there to ask', dueAt }, on)

const taskSaid = ({ title, owner, dueAt }: BriefFacts['openTasks'][number], on: (at: Date) => string) => {
  const details = [owner, dueAt && `due ${on(dueAt)}`].filter(Boolean)
  return details.length > 0 ? `${title} (${details.join(', ')})` : title
}

function doneSaid({ replies, calls, doneTasks, stages }: BriefFacts): string | null {
  const parts = [
    replies > 0 && (replies === 1 ? 'one reply' : `${replies} replies`),
    calls > 0 && (calls === 1 ? 'one call' : `${calls} calls`),
    doneTasks.length > 0 && `done: ${doneTasks.join(', ')}`,
    stages.length > 0 && `stages so far: ${stages.join(', ')}`,
  ].filter((each) => each !== false)
  return parts.length > 0 ? `So far: ${parts.join('; ')}.` : null
}

const longest = 280
const greeting =
  /^(hello|hi|hey|dear|good (morning|afternoon|evening|day)|hallo|guten (tag|morgen|abend)|sehr geehrte[rs]?|bonjour|hola|hei|god (dag|morgen)|kj[æe]re)\b[^,.!?:\n]{0,60}[,.!:]?\s*/i

/** The first sentences of what somebody wrote, without greeting and quotes, cut at the end of a word. */
export function excerpt(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const own = lines.filter((line) => line !== '' && !line.startsWith('>'))
  const body = own.join(' ').replace(/\s+/g, ' ').replace(greeting, '').trim()
  if (body.length <= longest) return body
  const sentence = body.slice(0, longest).match(/^.{80,}[.!?](?=\s)/s)?.[0]
  return sentence ?? `${body.slice(0, longest).replace(/\s+\S*$/, '')} …`
}

const dayIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
