import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, longest first: begun last, each would keep one worker busy while the others have nothing to do. */
const slowest = [
  'tests/start',
  'mailboxes/corpus.slice',
  'tests/governed',
  'tests/frozen',
  'tests/intake-kill',
  'tests/heal',
  'imap.slice',
  'tests/',
  'mailboxes/',
  'sla/',
]

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      // Rules are quick, and fill what is left at the end. A worker serves one project: one that changes between them is
      // ended, and the next loads the whole program anew.
      if (project.name === 'rules') return slowest.length + 1
      const at = slowest.findIndex((part) => moduleId.includes(part))
      return at === -1 ? slowest.length : at
    }
    return [...files].sort((one, other) => rank(one) - rank(other))
  }
}
