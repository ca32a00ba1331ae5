interface Place {
  id: string
  teamId: string
  teamName: string
  isDefault: boolean
}

interface OfType {
  queueId: string | null
  teamId: string | null
  definition: { teams: readonly string[] }
}

/** Where a case goes that no rule of intake sends elsewhere: by choice, by its mailbox, by its type, else the default queue. */
export function usualQueue<Q extends Place>(
  queues: readonly Q[],
  type: OfType,
  asked: {
    teamId?: string | undefined
    usual?: { teamId?: string | undefined; queueId?: string | undefined } | undefined
  },
): Q | undefined {
  return (
    queues.find(({ teamId }) => teamId === asked.teamId) ??
    queues.find(({ id }) => id === asked.usual?.queueId) ??
    queues.find(({ teamId }) => teamId === asked.usual?.teamId) ??
    queues.find(({ id }) => id === type.queueId) ??
    queues.find(({ teamId }) => teamId === type.teamId) ??
    queueOfNamed(queues, type.definition.teams) ??
    queues.find(({ isDefault }) => isDefault) ??
    queues[0]
  )
}

/** That of the first of these teams that there is. */
function queueOfNamed<Q extends Place>(queues: readonly Q[], names: readonly string[]): Q | undefined {
  for (const name of names) {
    const queue = queues.find(({ teamName }) => teamName.toLowerCase() === name.toLowerCase())
    if (queue) return queue
  }
  return undefined
}
