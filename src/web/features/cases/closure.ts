import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../features/cases/contract.ts'

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
