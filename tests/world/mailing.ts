import { openRelay, type Relay } from './relay.ts'
import { workFor } from './work.ts'
import { testWorld, type World } from './world.ts'

interface Mailing {
  world: World
  relay: Relay
  close: () => Promise<void>
}

/** A world whose mail leaves for a relay of its own; `working`: its jobs are done as they come. */
export async function mailingWorld({ working }: { working: boolean }): Promise<Mailing> {
  const relay = await openRelay()
  const world = await testWorld({ config: { smtpOut: relay.url } })
  const work = working ? await workFor(world) : null
  return {
    world,
    relay,
    close: async () => {
      await work?.stop()
      await relay.close()
      await world.close()
    },
  }
}
