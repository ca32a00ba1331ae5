import { parentPort, workerData } from 'node:worker_threads'
import { readAndShow } from './bounded.ts'
import type { ReadingSetup } from './read-mail.ts'

const { raw, setup } = workerData as { raw: Uint8Array; setup: ReadingSetup }
parentPort?.postMessage(readAndShow(raw, setup))
