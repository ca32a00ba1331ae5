// Everything there is to check, in order; ends with the counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { root, SetupError, setup } from './setup.js'

const node = await prepare()
const reports = mkdtempSync(join(tmpdir(), 'caseward-reports-'))
const total = { passed: 0, failed: 0 }

check('Types', 'typescript/bin/tsc', ['--project', '.'])
check('Format and lint', '@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error', '.'])
check('Nothing left unused', 'knip/bin/knip.js', [])
suite('Rules and architecture', 'rules')
suite('Slices, against PostgreSQL', 'slices')
suite('Journeys, in a browser', 'journeys')

rmSync(reports, { recursive: true })
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

async function prepare() {
  try {
    return await setup({ forTests: true })
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(error.message)
    console.log('\n0 passed, 1 failed')
    process.exit(1)
  }
}

/** Counts as one. */
function check(heading, script, args) {
  console.log(`\n== ${heading} ==`)
  if (run(script, args) === 0) total.passed++
  else total.failed++
}

/** Each test counts; so does a run that broke off with no test to blame. */
function suite(heading, project) {
  console.log(`\n== ${heading} ==`)
  const report = join(reports, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = run('vitest/vitest.mjs', ['run', '--project', project, ...reporters])
  const { numPassedTests: passed, numFailedTests: failed } = readReport(report)
  total.passed += passed
  total.failed += code !== 0 && failed === 0 ? 1 : failed
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 }
  }
}

function run(script, args) {
  // What the tests start by the name "node" has to be the right one too.
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].filter(Boolean).join(delimiter) }
  return (
    spawnSync(node, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit', env }).status ?? 1
  )
}
