import type { Priority } from '../../../platform/shapes.ts'
import type { Tongue } from './company/account-rows.ts'
import type { DemoContact } from './company/contacts.ts'
import type { TeamKey } from './company/people.ts'
import type { Ending } from './stories/story.ts'

/** A gate that a lead passed although a task was left open. */
export interface Passed {
  left: string
  reason: string
}

/** One thing that somebody did in a case. */
export type Act =
  | { act: 'opens'; text: string }
  | { act: 'replies'; text: string }
  | { act: 'writes'; text: string }
  | { act: 'thanks' }
  | { act: 'asks'; text: string; nextStep: string; lookAgainAt: number }
  | { act: 'holds'; text: string; nextStep: string; lookAgainAt: number }
  | { act: 'resumes' }
  | { act: 'advances'; to: string }
  | { act: 'notes'; text: string; byLead: boolean }
  | { act: 'calls'; text: string; seconds: number; direction: 'in' | 'out' }
  | { act: 'adds_task'; title: string; dueAt: number; done: boolean; toResolve?: true }
  | { act: 'promises'; said: string; dueAt: number }
  | { act: 'plans'; text: string; dueAt: number }
  | { act: 'resolves'; ending: Ending; passed?: Passed }
  | { act: 'confirms' }
  | { act: 'lapses' }
  | { act: 'away_mail' }
  | { act: 'bounces' }

/** Instants are epoch ms. */
export type Move = Act & { at: number }

export interface PlannedCase {
  type: string
  team: TeamKey
  subject: string
  tongue: Tongue
  contact: DemoContact
  priority: Priority
  channel: 'email' | 'portal' | 'phone' | 'chat' | 'form'
  restricted: boolean
  tags: string[]
  /** The number that people know it by, where it is told elsewhere. */
  known: 'C-10482' | null
  moves: Move[]
}

export const teamOfType: Record<string, TeamKey> = {
  billing_dispute: 'accounts',
  refund_review: 'finance',
  complaint: 'accounts',
  warranty_claim: 'warranty',
  replacement_request: 'warranty',
  service_outage: 'technical',
  technical_issue: 'technical',
  onboarding_blocker: 'technical',
  compliance_request: 'accounts',
  citizen_request: 'accounts',
  general_question: 'accounts',
}
