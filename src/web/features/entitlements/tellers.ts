import { duration } from '../../ui/time.ts'
import { type Content, type Teller, textIn } from '../cases/eventParts.ts'

/** What contracts had to say to a case, in words. */
export const coverageTellers: Record<string, Teller> = {
  'case.coverage_decided': (c) => ({ icon: 'link', text: coverageOf(c) }),
  'case.coverage_chosen': (c) => ({ icon: 'link', text: coverageOf(c) }),
  'case.uncovered_work_approved': () => ({ icon: 'done', text: 'Work that no contract covers was approved' }),
  'case.uncovered_work_refused': (c) => ({
    icon: 'risk',
    text: `Work that no contract covers was refused: “${textIn(c, 'note')}”`,
  }),
  'case.hours_reserved': (c) => ({
    icon: 'link',
    text: c.minutes ? `${duration(Number(c.minutes))} of the contract held for this case` : 'Held hours let go',
  }),
  'entitlement.used': (c) => ({ icon: 'link', text: usedOf(c) }),
}

const verdicts: Record<string, string> = {
  not_covered: 'Covered by no contract',
  expired: 'Not covered: the contract ended',
  used_up: 'Not covered: the contract is used up',
  no_contract: 'Covered by no contract',
}

function coverageOf(content: Content): string {
  const [contract, entitlement] = [content.contract, content.entitlement] as ({
    number?: string
    name: string
  } | null)[]
  if (!contract || !entitlement) return verdicts[textIn(content, 'verdict')] ?? 'Coverage was decided'
  return `Covered by ${contract.name} (${contract.number}): ${entitlement.name}`
}

function usedOf(content: Content): string {
  const told = (amount: unknown) => (content.unit === 'minutes' ? duration(Number(amount)) : String(amount))
  const beyond = content.overage ? `, ${told(content.overage)} of it beyond the contract` : ''
  return `${told(content.amount)} of ${textIn(content, 'entitlement')} used${beyond}: ${textIn(content, 'note')}`
}
