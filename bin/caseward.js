#!/usr/bin/env node
// Any Node from 20 on can start this; Caseward itself runs on Node 24 or newer, in this process where it can.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as modules from 'node:module'
import { constants } from 'node:os'
import { join } from 'node:path'
import { root, SetupError, setup } from './setup.js'

const program = join(root, 'src', 'main.ts')
const compileCache = join(root, 'node_modules', '.cache', 'compiled')

// Before anything else: npm may be killed while the packages are still being installed.
watchNpm()
const node = await prepare()
if (node === process.execPath) await runHere()
else runBelow(node)

async function prepare() {
  try {
    const serves = process.argv[2] === 'serve' && !process.argv.includes('--help')
    return await setup({ web: serves })
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

async function runHere() {
  modules.enableCompileCache?.(compileCache)
  await import(program)
}

function runBelow(node) {
  const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4']
  const child = spawn(node, [...flags, program, ...process.argv.slice(2)], {
    // The channel carries nothing: it closes when this process is gone, however it went, and the child then stops.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`Node 24 could not be run (${node}): ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}

/** npm that was killed outright tells nobody: without this the program would live on and hold its port. */
function watchNpm() {
  if (!process.env.npm_lifecycle_event) return
  const above = parents()
  const timer = setInterval(() => {
    if (parents().join() === above.join()) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  timer.unref()
}

/** The parent; and its parent, where the parent is a shell between npm and us, which would outlive npm. */
function parents() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    const isShell = /\((ba|da|a|z|k)?sh\)/.test(stat)
    return isShell ? [process.ppid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]] : [process.ppid]
  } catch {
    return [process.ppid]
  }
}
