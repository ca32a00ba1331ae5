import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { closeTransports, transportTo } from './transport.ts'

test('what could not be opened is opened anew the next time', async () => {
  const first = transportTo('no address')
  await expect(first).rejects.toThrow(/URL/)
  const second = transportTo('no address')
  expect(second).not.toBe(first)
  await expect(second).rejects.toThrow(/URL/)
  const good = transportTo('smtp://127.0.0.1:1')
  expect(transportTo('smtp://127.0.0.1:1')).toBe(good)
  await good
  closeTransports()
  expect(transportTo('smtp://127.0.0.1:1')).not.toBe(good)
  closeTransports()
})

test('closing while something cannot be opened leaves no rejection behind', async () => {
  const left: unknown[] = []
  const note = (reason: unknown) => left.push(reason)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  const opening = transportTo('no address')
  closeTransports()
  await expect(opening).rejects.toThrow(/URL/)
  await turn()
  await turn()
  expect(left).toEqual([])
})
