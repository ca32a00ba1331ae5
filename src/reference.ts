import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { api } from './api.ts'
import { apiByHand } from './api-by-hand.ts'
import { accessContract } from './features/people/contract.ts'
import { openApiOf } from './platform/openapi/document.ts'
import { mountReference } from './platform/openapi/mount.ts'

/** Says what the API is, from the contracts that are mounted and from what is described by hand. */
export function mountApiReference(app: FastifyInstance, base: string): void {
  const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string
  }
  mountReference(app, base, () =>
    openApiOf({
      version,
      api,
      byHand: apiByHand,
      withoutKey: new Set(Object.values(accessContract)),
      isMounted: ({ method, path }) => app.hasRoute({ method, url: `/api/v1${path}` }),
    }),
  )
}
