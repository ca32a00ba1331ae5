import { fork } from 'node:child_process'

/** The process did not answer: it took too long, too much memory, or failed. */
export class ProcessFailed extends Error {
  override name = 'ProcessFailed'
  readonly tooCostly: boolean
  constructor(message: string, tooCostly: boolean) {
    super(message)
    this.tooCostly = tooCostly
  }
}

/**
 * Asks a process of its own one question and ends it: what it loads or chokes on takes neither the time of those who are
 * being answered nor, unlike a thread, memory that stays taken. `file` hears one message and sends one, its answer.
 */
export function askProcess<T>(file: URL, question: unknown, most: { seconds: number; megabytes: number }): Promise<T> {
  return new Promise((answer, fail) => {
    const child = fork(file, {
      env: {},
      execArgv: [`--max-old-space-size=${most.megabytes}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const settle = (end: () => void) => {
      clearTimeout(timer)
      child.removeAllListeners()
      // What an ending process still has to say is heard by nobody, and must not be thrown at anybody.
      child.on('error', () => {})
      child.kill('SIGKILL')
      end()
    }
    const failWith = (message: string, tooCostly: boolean) => settle(() => fail(new ProcessFailed(message, tooCostly)))
    const timer = setTimeout(() => failWith(`not done within ${most.seconds} seconds`, true), most.seconds * 1000)
    child.once('message', (message) => settle(() => answer(message as T)))
    child.once('error', (error) => failWith(error.message, false))
    // Out of memory V8 aborts.
    child.once('exit', (code, signal) => failWith(`ended without an answer (${signal ?? code})`, signal === 'SIGABRT'))
    child.send(question as object, (error) => error && failWith(error.message, false))
  })
}
