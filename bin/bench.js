// Measures Caseward on this machine; the report goes to bench/results. Arguments are those of bench/run.ts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, SetupError, setup } from './setup.js'

try {
  const node = await setup({ web: false })
  const run = spawnSync(node, [join(root, 'bench', 'run.ts'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exit(run.status ?? 1)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exit(1)
}
