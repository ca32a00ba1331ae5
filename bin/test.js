// Everything there is to check, in two rows side by side; ends with the counts.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { setPriority, tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { root, SetupError, setup } from './setup.js'

const node = await prepare()
const reports = mkdtempSync(join(tmpdir(), 'caseward-reports-'))
const running = new Set()
const [usual, politely] = [0, 5]
const total = { passed: 0, failed: 0 }
// Said once more at the end: a log that is kept is often only its last part.
const failures = []
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)

// Slices wait for PostgreSQL and journeys for the browser: beside each other neither waits for long.
await Promise.all([
  // Journeys go one after the other: they have the first call on the cores, and slices fill what they leave.
  inTurn([() => suite('Slices, against PostgreSQL', ['slices'], politely)]),
  inTurn([
    // Several checkers of types know less of each other's work: they take twice the processor time of one.
    () => check('Types', 'typescript/bin/tsc', ['--project', '.', '--singleThreaded']),
    () => check('Format and lint', '@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error', '.']),
    () => check('Nothing left unused', 'knip/bin/knip.js', []),
    () => suite('Journeys, in a browser', ['journeys']),
    // They fill what the last slices leave.
    () => suite('Rules, in memory', ['rules']),
  ]),
])

rmSync(reports, { recursive: true })
if (failures.length > 0) console.log(`\n== What failed ==\n${failures.join('\n')}`)
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

async function inTurn(parts) {
  for (const part of parts) await part()
}

/** Counts as one. */
async function check(heading, script, args) {
  const { code, said } = await run(heading, script, args)
  if (code === 0) total.passed++
  else {
    total.failed++
    failures.push(`${heading}\n${indented(said.slice(-2000))}`)
  }
}

/** Each test counts; so does a run that broke off with no test to blame. */
async function suite(heading, projects, priority = usual) {
  const report = join(reports, `${projects.join('-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const chosen = projects.map((project) => `--project=${project}`)
  const { code, said } = await run(heading, 'vitest/vitest.mjs', ['run', ...chosen, ...reporters], priority)
  const { numPassedTests: passed, numFailedTests: failed, testResults } = readReport(report)
  total.passed += passed
  total.failed += code !== 0 && failed === 0 ? 1 : failed
  const named = testResults.flatMap(failuresOf)
  failures.push(...named)
  if (code !== 0 && named.length === 0) failures.push(`${heading}\n${indented(said.slice(-2000))}`)
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] }
  }
}

/** Each failed test of a file with what it said; a file that could not even begin says so itself. */
function failuresOf({ name, message, assertionResults }) {
  const file = relative(root, name)
  const tests = assertionResults.filter((test) => test.status === 'failed')
  if (tests.length === 0) return message ? [`${file}\n${indented(message.slice(0, 2000))}`] : []
  return tests.map((test) => `${file}: ${test.fullName}\n${indented(test.failureMessages.join('\n').slice(0, 2000))}`)
}

function indented(text) {
  return text.trimEnd().replace(/^/gm, '    ')
}

/** What it says is shown in one piece when it has ended, so that two that run at once stay readable. */
function run(heading, script, args, priority = usual) {
  console.log(`Begun: ${heading}`)
  const begun = performance.now()
  // What the tests start by the name "node" has to be the right one too.
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].filter(Boolean).join(delimiter) }
  return new Promise((done) => {
    const child = spawn(node, [join(root, 'node_modules', script), ...args], { cwd: root, env })
    running.add(child)
    // Whatever it starts inherits this.
    if (child.pid && priority !== usual) setPriority(child.pid, priority)
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
    child.on('close', (code) => {
      running.delete(child)
      const seconds = Math.round((performance.now() - begun) / 1000)
      const text = `${Buffer.concat(said)}`
      console.log(`\n== ${heading} (${seconds} s) ==\n${text}`)
      done({ code: code ?? 1, said: text })
    })
  })
}

function stop() {
  for (const child of running) child.kill()
  process.exit(1)
}
