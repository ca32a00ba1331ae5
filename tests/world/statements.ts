import { openDatabase } from '../../src/platform/database.ts'
import { PreparingClient } from '../../src/platform/prepared.ts'

export interface Statement {
  text: string
  values: unknown[]
}

/** A database of one connection that notes what really goes to the server, begin and commit apart, and in how many trips. */
export function openRecording(url: string) {
  const statements: Statement[] = []
  const recorded = { statements, trips: 0 }
  class RecordingClient extends PreparingClient {
    // biome-ignore lint/suspicious/noExplicitAny: as in PreparingClient
    protected override ask(args: any[]): any {
      const [text, values] = args
      if (!/^(begin|commit|rollback)/i.test(text)) statements.push({ text, values: values ?? [] })
      return super.ask(args)
    }
    protected override letGo() {
      recorded.trips++
      return super.letGo()
    }
  }
  return Object.assign(recorded, openDatabase(url, 1, RecordingClient))
}
