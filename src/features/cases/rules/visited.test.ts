import { expect, test } from 'vitest'
import { type StageEvent, stagesVisited } from './visited.ts'

const into = (stage: string): StageEvent => ({ name: 'case.stage_set', stage, stages: null })
const migrated = (stages: StageEvent['stages']): StageEvent => ({ name: 'case.migrated', stage: null, stages })
const retyped: StageEvent = { name: 'case.changed', stage: null, stages: null }

test.each<[string, StageEvent[], string[] | null]>([
  ['nowhere yet', [], []],
  ['where it went', [into('a'), into('b')], ['a', 'b']],
  ['under new names', [into('a'), migrated({ a: 'x' }), into('b')], ['x', 'b']],
  ['as before, where no stage is called otherwise', [into('a'), migrated({})], ['a']],
  ['unknown, where nobody wrote them down', [into('a'), migrated(null), into('b')], null],
  ['of its present type alone', [into('a'), migrated(null), retyped, into('b')], ['b']],
])('%s', (_, history, visited) => expect(stagesVisited(history)).toEqual(visited))
