import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineAbove, whyNotManager } from './managers.ts'

const line = new Map([
  ['ana', 'mira'],
  ['mira', 'luca'],
  ['luca', null],
  ['tom', null],
])
const of = (id: string, more = {}) => ({ id, name: id, readsCases: true, deactivated: false, ...more })

test.each([
  ['ana', ['mira', 'luca']],
  ['mira', ['luca']],
  ['luca', []],
  ['nobody', []],
])('above %s stand %j', (id, above) => expect(lineAbove(id, line)).toEqual(above))

test.each([
  ['somebody beside them', 'ana', of('tom'), null],
  ['somebody above them', 'ana', of('luca'), null],
  ['themselves', 'ana', of('ana'), 'nobody is their own manager'],
  ['who reports to them', 'mira', of('ana'), 'ana reports to them already'],
  ['who reports to them over others', 'luca', of('ana'), 'ana reports to them already'],
  ['who has left', 'ana', of('tom', { deactivated: true }), 'tom has left'],
  ['who reads no cases', 'ana', of('tom', { readsCases: false }), 'tom reads no cases and approves nothing'],
])('%s', (_, id, manager, expected) => expect(whyNotManager(id, manager, line)).toBe(expected))

test('property: whatever is allowed, nobody ever stands above themselves', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const wish = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids))
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 30 }), (wishes) => {
      const managers = new Map<string, string | null>(ids.map((id) => [id, null]))
      for (const [id, manager] of wishes) if (!whyNotManager(id, of(manager), managers)) managers.set(id, manager)
      for (const id of ids) {
        let at: string | null | undefined = managers.get(id)
        for (let step = 0; at && step < ids.length; step++) at = managers.get(at)
        expect(at ?? null).toBe(null)
      }
    }),
  )
})
