import { expect, test } from 'vitest'
import { moneyTypes } from '../../../features/casetypes/defaults/money.ts'
import { stageOf } from '../../../features/casetypes/rules/stages.ts'
import { arrowsOf, gateOn, gateWords } from './drawnGates.ts'

const { definition: complaint } = moneyTypes.find(({ key }) => key === 'complaint')!
const withNext = (next: Record<string, string[]>) => ({
  ...complaint,
  stages: complaint.stages.map((stage) => ({ ...stage, next: next[stage.key] ?? [] })),
})
const told = (next: Record<string, string[]>) =>
  arrowsOf(withNext(next)).map(({ from, to, row }) => `${from.key} ${to.key} ${row ?? '-'}`)

test('without arrows the path is drawn straight', () => {
  expect(told({})).toEqual([
    'received acknowledge -',
    'acknowledge investigate -',
    'investigate offer -',
    'offer resolved -',
    'resolved closed -',
  ])
})

test('arrows that skip or lead back stand beneath, beside each other where they do not cross', () => {
  expect(told({ received: ['investigate'], investigate: ['offer', 'acknowledge'], offer: ['investigate'] })).toEqual([
    'received investigate 0',
    'acknowledge investigate -',
    'investigate acknowledge 1',
    'investigate offer -',
    'offer investigate 0',
    'offer resolved -',
    'resolved closed -',
  ])
})

test('a gate says what it asks, and closing asks for more', () => {
  const gate = (from: string, to: string) => gateOn(complaint, stageOf(complaint, from)!, stageOf(complaint, to)!)
  expect(gateWords(gate('acknowledge', 'investigate'))).toBe('1 task, 1 field')
  expect(gateWords(gate('offer', 'resolved'))).toMatch(/field.*2 checks$/)
  expect(gateWords(gate('received', 'acknowledge'))).toBe('')
})
