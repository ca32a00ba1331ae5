import { resolve } from 'node:path'
import { commands } from './commands.ts'
import { runCommandLine } from './platform/cli.ts'
import { keepHeapSmall } from './platform/memory.ts'

keepHeapSmall()

// The one place that reads the environment, the arguments and the signals.
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
// Below the launcher: it is gone, however it went.
process.on('disconnect', end)
// Who reads what we print may be gone as well; that must not keep us from closing.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const code = await runCommandLine(commands, process.argv.slice(2), {
  environment: process.env,
  home: resolve(import.meta.dirname, '..'),
  // npm starts us in the package's folder and tells here where it was called.
  workingDir: process.env.INIT_CWD ?? process.cwd(),
  print: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
  stop: stop.signal,
})
process.exit(code)

function end() {
  stop.abort()
  setTimeout(() => process.exit(1), 15_000).unref()
}
