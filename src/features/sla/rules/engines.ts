import type { Timekeeping } from './timeline.ts'

const newKinds = ['clock.warned', 'clock.escalated']

/** What an engine without steps and milestones would have kept. */
export function asOlderEngine({ time, ...read }: Timekeeping): Timekeeping {
  const clocks = time.clocks
    .filter(({ metric }) => metric !== 'milestone')
    .map((clock) => ({ ...clock, steps: [], log: clock.log.filter(({ kind }) => !newKinds.includes(kind)) }))
  return { ...read, time: { ...time, stage: null, happened: {}, clocks } }
}
