import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, longest first: begun last, each would keep one worker busy while the others have nothing to do. */
const slowest = [
  'tests/start',
  'mailboxes/corpus.slice',
  'tests/intake-kill',
  'tests/heal',
  'imap.slice',
  'tests/',
  'mailboxes/',
  'sla/',
]

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = slowest.findIndex((part) => moduleId.includes(part))
      return at === -1 ? slowest.length : at
    }
    return [...files].sort((one, other) => rank(one) - rank(other))
  }
}
