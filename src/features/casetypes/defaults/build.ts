import type { ApprovalAsked } from '../contract/approvals.ts'
import type { Field, FieldKind } from '../contract/fields.ts'
import type { Letters } from '../contract/letters.ts'
import type { CaseTypeDefinition, Stage } from '../contract.ts'
import { guidance } from './guidance.ts'

export interface ShippedType {
  key: string
  definition: CaseTypeDefinition
}

interface More {
  /** The stage that cannot be entered without it. */
  from?: string
  choices?: Record<string, string>
  /** Asked only where a field before it has one of these values. */
  when?: [field: string, ...values: string[]]
  help?: string
  never?: Field['never']
  compare?: Field['compare']
}

type Asked = [key: string, label: string, kind: FieldKind, more?: More]

/** A task, or its title where nothing else is to say. */
type Work =
  | string
  | {
      title: string
      after?: string
      evidence?: true
      dueHours?: number
      /** Anything else is a team of that name, where there is one. */
      doneBy?: 'owner' | 'lead' | { teamNamed: string }
    }

/** What has to be approved; the lead of the team does, where nobody else is named. */
type Approved = Pick<ApprovalAsked, 'title' | 'asks'> & Partial<Omit<ApprovalAsked, 'key'>>

type Step = [key: string, label: string, customerLabel: string, tasks?: Work[]]

interface Outline {
  name: string
  description: string
  words: string
  /** What happens between reception and resolution, in order. */
  path: [Step, ...Step[]]
  /** What a case is asked for. */
  fields?: Asked[]
  /** Where stages lead, where a real path forbids jumping. */
  leads?: Record<string, string[]>
  /** Who works it: the first of these teams that there is. */
  teams?: string[]
  /** Where a reopened case goes: a key of the path. */
  reopen: string
  codes: Record<string, string>
  /** Codes that end it wherever it stands. */
  endsEarly?: string[]
  checklist?: string[]
  priority?: CaseTypeDefinition['priority']
  weight?: number
  rootCause?: boolean
  askCustomer?: boolean
  confirmationDays?: number
  silenceHours?: number
  followUpHours?: number
  uncovered?: CaseTypeDefinition['uncovered']
  /** With a key from their title. */
  approvals?: Approved[]
  /** What the customer is told when a case comes to a stage, by its key. */
  tells?: Record<string, Letters>
  inTouch?: CaseTypeDefinition['inTouch']
  survey?: CaseTypeDefinition['survey']
}

/** A whole definition from its outline: every type has reception, the two waiting stages, resolution and closing. */
export function shipped(key: string, outline: Outline): ShippedType {
  const path = outline.path.map(
    ([stageKey, label, customerLabel, tasks = []]): Stage => ({
      key: stageKey,
      label,
      customerLabel,
      status: 'open',
      aside: false,
      next: outline.leads?.[stageKey] ?? [],
      tasks: tasks.map(taskOf),
      ...(outline.tells?.[stageKey] && { tells: outline.tells[stageKey] }),
      ...(guidance[key]?.[stageKey] && { guidance: guidance[key][stageKey] }),
    }),
  )
  const stages: Stage[] = [
    { ...stage('received', 'Received', 'We have your message', 'new'), next: outline.leads?.received ?? [] },
    ...path,
    { ...stage('waiting_customer', 'Waiting for the customer', 'We wait for your answer', 'pending'), aside: true },
    { ...stage('waiting_other', 'Waiting for others', 'We wait for a partner', 'on_hold'), aside: true },
    stage('resolved', 'Resolved', 'Solved, please confirm', 'resolved'),
    stage('closed', 'Closed', 'Closed', 'closed'),
  ]
  return {
    key,
    definition: {
      name: outline.name,
      description: outline.description,
      priority: outline.priority ?? 'medium',
      weight: outline.weight ?? 1,
      teams: outline.teams ?? [],
      skills: [],
      words: outline.words.split(', '),
      fields: (outline.fields ?? []).map(asked),
      stages,
      reopenStage: outline.reopen,
      approvals: (outline.approvals ?? []).map(approved),
      closure: {
        codes: Object.entries(outline.codes).map(([code, label]) => ({
          key: code,
          label,
          ...(outline.endsEarly?.includes(code) && { endsEarly: true }),
        })),
        checklist: (outline.checklist ?? []).map((title) => ({ key: keyOf(title), title, mandatory: true })),
        rootCauseRequired: outline.rootCause ?? false,
        askCustomer: outline.askCustomer ?? true,
      },
      uncovered: outline.uncovered ?? 'none',
      confirmationDays: outline.confirmationDays ?? 4,
      followUpHours: outline.followUpHours ?? 48,
      silenceHours: outline.silenceHours ?? 72,
      ...(outline.inTouch && { inTouch: outline.inTouch }),
      ...(outline.survey && { survey: outline.survey }),
    },
  }
}

function taskOf(work: Work): Stage['tasks'][number] {
  const { title, after, ...more } = typeof work === 'string' ? { title: work, after: undefined } : work
  return { key: keyOf(title), title, mandatory: true, ...(after && { after: [keyOf(after)] }), ...more }
}

function asked([key, label, kind, { from, choices = {}, when, ...more } = {}]: Asked): Field {
  return {
    key,
    label,
    kind,
    choices: Object.entries(choices).map(([choice, name]) => ({ key: choice, label: name })),
    seenBy: 'staff',
    ...(kind === 'money' && { currency: 'EUR' }),
    ...(from && { requiredFrom: from }),
    ...(when && { when: { field: when[0], is: when.slice(1) } }),
    ...more,
  }
}

const approved = (asked: Approved): ApprovalAsked => ({
  key: keyOf(asked.title),
  fields: [],
  codes: [],
  approvers: [{ who: 'lead' }],
  mode: 'any',
  inOrder: false,
  remindHours: [],
  ...asked,
})

function stage(key: string, label: string, customerLabel: string, status: Stage['status']): Stage {
  return { key, label, customerLabel, status, aside: false, next: [], tasks: [] }
}

const keyOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)
