/** What of a case's past says in which stages it was, in its order. */
export interface StageEvent {
  name: string
  /** The stage it came into. */
  stage: string | null
  /** Of a newer version of its type: what older stages are called there. */
  stages: Record<string, string> | null
}

/** The stages that a case was in, as its type calls them now; null where nobody wrote down what older ones are called. */
export function stagesVisited(history: readonly StageEvent[]): string[] | null {
  let visited: string[] | null = []
  for (const { name, stage, stages } of history) {
    // Another type has stages of its own, whatever they are called.
    if (name === 'case.changed') visited = []
    else if (name === 'case.migrated')
      visited = visited === null || stages === null ? null : visited.map((key) => stages[key] ?? key)
    else if (stage !== null) visited?.push(stage)
  }
  return visited
}
