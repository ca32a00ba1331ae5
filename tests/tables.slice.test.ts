import { spawnSync } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { cloneDatabase } from './world/database.ts'
import { home } from './world/program.ts'

const options = {
  '--dialect': 'postgres',
  '--default-schema': 'public',
  '--include-pattern': 'public.*',
  '--numeric-parser': 'number',
  '--date-parser': 'string',
  '--type-mapping': '{"int8":"number","timestamptz":"Date"}',
  '--out-file': 'src/platform/tables.gen.ts',
}

test('the types of the tables are what the migrated database says', async () => {
  const database = await cloneDatabase()
  onTestFinished(database.drop)
  const line = ['--url', database.url, ...Object.entries(options).flat()]
  const codegen = ['node_modules/kysely-codegen/dist/cli/bin.js', '--verify', ...line]
  const { status, stdout, stderr } = spawnSync(process.execPath, codegen, { cwd: home, encoding: 'utf8' })
  const again = `Please run: npx kysely-codegen --url DATABASE ${line.slice(2).join(' ')}`
  expect(status, `${stdout}${stderr}\n${again}`).toBe(0)
})
