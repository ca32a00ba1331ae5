import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../features/cases/contract.ts'
import type { Task } from '../../../features/tasks/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { firstName } from './words.ts'

export interface Closing {
  summary: string
  code: string
  rootCause: string
}

/** The closure gate as it would stand with what is on the sheet now; the server decides again. */
export function asksWith(closure: Case['closure'], closing: Closing): Requirement[] {
  const filled: Record<string, boolean> = {
    summary: closing.summary.trim().length > 0,
    code: closure.codes.some((code) => code.key === closing.code),
    root_cause: closing.rootCause.trim().length > 0,
  }
  const asked = closure.requirements.filter(({ codes }) => !codes || !closing.code || codes.includes(closing.code))
  return asked.map((ask) => {
    const met = ask.kind === 'field' ? filled[ask.key] : undefined
    return met === undefined ? ask : { ...ask, met, metBy: null, holds: null }
  })
}

/** Open work that resolving does not ask for: somebody may have meant it, so it is said before the case ends. */
export const openBesides = <T extends Pick<Task, 'id' | 'kind' | 'doneAt'>>(
  tasks: readonly T[],
  asks: readonly Pick<Requirement, 'taskId'>[],
): T[] =>
  tasks.filter(({ id, kind, doneAt }) => kind === 'task' && !doneAt && !asks.some(({ taskId }) => taskId === id))

/** First names of those who read how a case ended, as a sentence lists them. */
export function readersText({ closure, contact }: Pick<Case, 'closure' | 'contact'>): string | null {
  const names = closure.readers.map(({ name }) => firstName(name))
  if (names.length === 0 && contact) return firstName(contact.name)
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? null)
}

interface Asking {
  tellCustomer: boolean
  leaves: boolean
}

/** What resolving will mean for the customer, before it is done. */
export function askingWords(found: Pick<Case, 'closure' | 'contact'>, { tellCustomer, leaves }: Asking) {
  const { askCustomer, days, readers } = found.closure
  const name = readersText(found) ?? 'the customer'
  const label = askCustomer ? `Ask ${name} to confirm` : `Tell ${name} what was done`
  const after = counted(days, 'day')
  const called = 'A logged call that reaches them asks, too.'
  if (readers.length === 0)
    return {
      label,
      description: `There is no address to write to: it closes by itself after ${after}, unasked. ${called}`,
    }
  if (!tellCustomer) return { label, description: `Nobody is asked: it closes by itself after ${after}. ${called}` }
  if (!leaves)
    return {
      label,
      description: `No outgoing mail is set up: the letter stays here, and silence closes nothing until they were asked. ${called}`,
    }
  const answers = askCustomer ? 'Yes closes at once, no reopens' : 'An answer reopens it'
  return { label, description: `${answers}, ${after} of silence ${days === 1 ? 'closes' : 'close'} it.` }
}
