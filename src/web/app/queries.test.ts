import { QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { queries } from './queries.ts'

test('a change that comes while something is first read is shown as soon as it has been read', async () => {
  let stored = 'before'
  let asked = 0
  const answering = Promise.withResolvers<void>()
  const observer = new QueryObserver(queries, {
    queryKey: ['case', 'C-1', 'head'],
    queryFn: async () => {
      asked += 1
      const read = stored
      await answering.promise
      return read
    },
  })
  const shown = Promise.withResolvers<void>()
  const stop = observer.subscribe(({ data }) => data === 'after' && shown.resolve())
  stored = 'after'
  await Promise.race([queries.invalidateQueries({ queryKey: ['case'] }), Promise.resolve()])
  answering.resolve()
  await shown.promise
  await queries.invalidateQueries({ queryKey: ['people'] })
  expect(asked).toBe(2)
  stop()
  queries.clear()
})
