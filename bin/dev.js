// For working on Caseward: the program, started anew when its files change, and Vite, which shows changes at once.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root, setup } from './setup.js'

const node = await setup({ forTests: true })
const running = [
  start('--watch', '--watch-preserve-output', 'src/main.ts', 'serve'),
  start(join('node_modules', 'vite', 'bin', 'vite.js')),
]

function start(...args) {
  const child = spawn(node, args, { cwd: root, stdio: 'inherit' })
  child.on('exit', (code) => {
    for (const other of running) other.kill()
    process.exitCode ||= code ?? 1
  })
  return child
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal)
  })
}
