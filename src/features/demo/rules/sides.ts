import type { PlannedCase } from './moves.ts'
import { HOUR } from './timing.ts'

/** Where Norrvik gets its pumps' parts from. */
export const supplier = { party: 'Helvar Pumps AB', name: 'Saga Nyman, Helvar', email: 'orders@helvar.example' }

interface Said {
  subject: string
  asked: string
  answered: string | null
}

/** What is asked of the supplier: an answer that came, and one that a case waits for. */
export const ofSupplier: Record<'answered' | 'waiting', Said> = {
  answered: {
    subject: 'Crack beside the discharge flange: known to you?',
    asked: `Hello Saga,

a casing of ours from the spring lot has a hairline crack beside the discharge flange. Have you seen this with others of that lot, and would you take it back for a look?`,
    answered: `Hello,

yes, three others of the spring lot came back with it. Please send us the casing; a new one leaves with the courier on Friday, so it is with you on Monday before noon. We bear the freight both ways.

Saga`,
  },
  waiting: {
    subject: 'Seal kit SK-40 for two VP-40: when?',
    asked: `Hello Saga,

we need two seal kits SK-40 for pumps that stand still. Have you got them on the shelf, and when could they leave?

Please tell us also whether the new shaft sleeve is in the kit.`,
    answered: null,
  },
}

/** What Finance is asked about the payment that the tour speaks of. */
export const ofFinance = {
  subject: 'Second capture of invoice 3381: ours to credit?',
  asked:
    'Two captures of €2,318.40 for one invoice, eleven minutes apart. The gateway timed out and the shop sent it again. Is a full credit without a fee right, and who books the fee of the provider?',
  answered:
    'Ours, in full. Book the provider fee to 6570; I sign the credit note once the order number stands on it. They must not see the fee.',
}

const machines = new Set(['warranty_claim', 'replacement_request', 'technical_issue'])

/** Whether a supplier would be asked in a case like this, which rests for long enough to have been. */
export const asksSupplier = ({ type, restricted, moves }: PlannedCase, now: number): boolean =>
  machines.has(type) && !restricted && (moves.at(-1)?.at ?? now) < now - 4 * HOUR

/** What a supplier of pumps knows best, in the languages that customers write in. */
export const isAboutPumps = ({ subject }: PlannedCase): boolean =>
  /pump|pomp|vp-|seal|dicht|flange|flansch|bride|joint|housing|geh[äa]use|carter/i.test(subject)
