import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenApi } from '../src/platform/openapi/document.ts'
import { testWorld, type World } from './world/world.ts'

// The description of the API says what the server does, all of it and nothing else.

let world: World
let document: OpenApi
beforeAll(async () => {
  world = await testWorld()
  document = (await world.app.inject('/api/openapi.json')).json()
})
afterAll(() => world.close())

const described = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )

test('it is valid OpenAPI 3.1, and every reference in it leads somewhere', async () => {
  const validator = new Validator()
  expect(await validator.validate({ ...structuredClone(document) })).toMatchObject({ valid: true })
  expect(validator.version).toBe('3.1')
  expect(JSON.stringify(validator.resolveRefs())).not.toContain('"$ref"')
})

test('the validator notices what is wrong', async () => {
  const broken = structuredClone(document) as { paths: Record<string, unknown> }
  broken.paths['/api/v1/cases'] = { get: { operationId: 7 } }
  expect((await new Validator().validate(broken)).valid).toBe(false)
})

test('what is mounted is described, and what is described is mounted', () => {
  const mounted = world.routes.filter((route) => route.includes(' /api/v1/') && !route.startsWith('HEAD '))
  expect(mounted.length).toBeGreaterThan(60)
  expect(
    described()
      .filter((route) => route.includes(' /api/v1/'))
      .sort(),
  ).toEqual(mounted.sort())
})

test('every operation has a name of its own, a sentence, and the shape of its answer', () => {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const names = operations.map(({ operationId }) => operationId)
  expect(new Set(names).size).toBe(names.length)
  for (const { summary, responses, operationId } of operations) {
    expect(summary, operationId).toMatch(/\.$/)
    const answer = responses[200] as { content: Record<string, { schema?: object }> }
    const json = answer.content['application/json']
    if (json) expect(Object.keys(json.schema ?? {}).length, operationId).toBeGreaterThan(0)
  }
})

test('an instant is described as the text it is, a key only where it is honoured, and open doors as open', () => {
  const message = document.paths['/api/v1/cases/{id}/messages']!
  expect(JSON.stringify(message.get!.responses[200])).toContain('"receivedAt":{"type":"string","format":"date-time"')
  const keyed = (path: string) =>
    document.paths[path]!.post!.parameters?.some(({ name }) => name === 'Idempotency-Key') ?? false
  expect(keyed('/api/v1/cases')).toBe(true)
  expect(keyed('/api/v1/session')).toBe(false)
  expect(document.paths['/api/v1/session']!.post!.security).toEqual([])
  expect(document.paths['/api/v1/cases']!.post!.security).toBeUndefined()
})

test('the reference page names every operation, and carries no script', async () => {
  const page = await world.app.inject('/api/docs')
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(page.body).not.toMatch(/<script|javascript:| on\w+=|https?:\/\/(?!caseward\.example)/)
  for (const methods of Object.values(document.paths)) {
    for (const { operationId } of Object.values(methods)) expect(page.body).toContain(`<article id="${operationId}">`)
  }
})
