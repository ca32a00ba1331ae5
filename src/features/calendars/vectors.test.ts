import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DueQuestion } from './contract.ts'
import { answerDue } from './rules.ts'

interface Vector {
  id: string
  expectedDue?: string | null
  expectedWorkedSeconds?: number
  accept?: string[]
  tags?: string[]
  note?: string
}

const file = new URL('../../../tests/data/calendar-vectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }

test('all 82 vectors are there', () => expect(vectors).toHaveLength(82))

test.each(vectors)(
  '$id',
  ({ id: _id, expectedDue, expectedWorkedSeconds, accept, tags: _tags, note: _note, ...body }) => {
    const answer = answerDue(DueQuestion.parse(body))
    if (expectedWorkedSeconds !== undefined) expect(answer).toEqual({ workedSeconds: expectedWorkedSeconds })
    else if (!expectedDue) expect(answer).toEqual({ due: null, reason: expect.any(String) })
    else {
      const accepted = [expectedDue, ...(accept ?? [])].map((instant) => Date.parse(instant))
      expect(accepted).toContain('due' in answer ? Date.parse(answer.due ?? '') : undefined)
    }
  },
)
