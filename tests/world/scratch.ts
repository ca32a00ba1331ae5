import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const memory = '/dev/shm'
const roomyBytes = 4 * 1024 ** 3

/**
 * The folder for what the tests throw away. A database is a thousand files: where a disk looks for numbers that no file had
 * just before, making and dropping a hundred of them in memory saves a seventh of the processor time.
 */
export const scratch = isRoomy() ? memory : tmpdir()

function isRoomy(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= roomyBytes
  } catch {
    return false
  }
}
