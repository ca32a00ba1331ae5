import { Worker } from 'node:worker_threads'

/** The thread did not answer: it took too long, too much memory, or failed. */
export class ThreadFailed extends Error {
  override name = 'ThreadFailed'
  readonly tooCostly: boolean
  constructor(message: string, tooCostly: boolean) {
    super(message)
    this.tooCostly = tooCostly
  }
}

/**
 * Asks a thread of its own one question and ends it: what it loads or chokes on takes neither the time nor the memory of
 * those who are being answered. `file` posts one message, its answer to `workerData`.
 */
export function askThread<T>(file: URL, question: unknown, most: { seconds: number; megabytes: number }): Promise<T> {
  return new Promise((answer, fail) => {
    const worker = new Worker(file, {
      workerData: question,
      resourceLimits: { maxOldGenerationSizeMb: most.megabytes },
    })
    const settle = (end: () => void) => {
      clearTimeout(timer)
      worker.removeAllListeners()
      // What an ending thread still has to say is heard by nobody, and must not be thrown at anybody.
      worker.on('error', () => {})
      void worker.terminate()
      end()
    }
    const failWith = (message: string, tooCostly: boolean) => settle(() => fail(new ThreadFailed(message, tooCostly)))
    const timer = setTimeout(() => failWith(`not done within ${most.seconds} seconds`, true), most.seconds * 1000)
    worker.once('message', (message: T) => settle(() => answer(message)))
    worker.once('error', (error: Error & { code?: string }) =>
      failWith(error.message, error.code === 'ERR_WORKER_OUT_OF_MEMORY'),
    )
    worker.once('exit', () => failWith('ended without an answer', false))
  })
}
