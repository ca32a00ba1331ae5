import { expect, test } from 'vitest'
import { placeWords } from './saying.ts'

test.each([
  ['body.definition.stages.3.tasks.0.title', 'stages, entry 4, tasks, entry 1, title: '],
  ['definition', ''],
  ['stages', 'stages: '],
])('%s is told as “%s”', (path, words) => expect(placeWords(path)).toBe(words))
