import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Named, Version } from '../../../platform/shapes.ts'
import { CaseTypeDefinition } from '../../casetypes/contract.ts'

const byType = z.object({ id: Id })
const Key = z.string().max(61)
const Mapping = {
  /** Old stage to new stage, by key; those of the same key need no word. */
  stages: z.record(Key, Key).default({}),
  /** Old field to new field, or null where its values are left behind. */
  fields: z.record(Key, Key.nullable()).default({}),
}

const StageMoves = z.object({
  version: Version,
  stage: z.string(),
  label: z.string(),
  open: z.int(),
  /** Where they go; null where the mapping has to say. */
  to: z.object({ key: z.string(), label: z.string() }).nullable(),
  /** They count as something else from then on, and their clocks follow. */
  countsElse: z.boolean(),
  begins: z.array(z.string()),
  ends: z.array(z.string()),
})

export const MigrationPreview = z.object({
  toVersion: Version,
  open: z.int(),
  moves: z.array(StageMoves),
  /** Fields whose values do not simply stay, with on how many cases one stands. */
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      filled: z.int(),
      becomes: z.object({ key: z.string(), label: z.string() }).nullable(),
      /** Values that do not fit what the field asks now; they stay beside the form. */
      unfit: z.int(),
    }),
  ),
  /** Fields that the next gate asks for and that nobody has filled in yet. */
  asks: z.array(z.object({ key: z.string(), label: z.string(), missing: z.int() })),
  problems: z.array(z.string()),
})
export type MigrationPreview = z.infer<typeof MigrationPreview>

export const TypeMigration = z.object({
  id: Id,
  toVersion: Version,
  total: z.int(),
  done: z.int(),
  /** How many stay on their version. */
  refusedCount: z.int(),
  /** Those of them that the reader may see. */
  refused: z.array(z.object({ id: Id, number: z.string(), subject: z.string(), because: z.string() })),
  begunBy: Named.nullable(),
  begunAt: InstantOut,
  finishedAt: InstantOut.nullable(),
})
export type TypeMigration = z.infer<typeof TypeMigration>

export const migrationsContract = {
  previewMigration: endpoint({
    method: 'POST',
    path: '/types/:id/migrations/preview',
    summary: 'What taking the running cases along to a new version would mean for them; nothing is changed.',
    params: byType,
    body: z.strictObject({
      /** A version that is not published yet; absent for the current one. */
      definition: CaseTypeDefinition.optional(),
      ...Mapping,
    }),
    response: MigrationPreview,
  }),
  migrateCases: endpoint({
    method: 'POST',
    path: '/types/:id/migrations',
    summary: 'Takes the running cases of a type along to its current version, in batches.',
    params: byType,
    body: z.strictObject({ version: Version, ...Mapping }),
    response: TypeMigration,
  }),
  listMigrations: endpoint({
    method: 'GET',
    path: '/types/:id/migrations',
    summary: 'How far running cases have come to newer versions of a type, the latest first.',
    params: byType,
    response: z.object({ items: z.array(TypeMigration) }),
  }),
}
