/** Whom each reports to, by id. */
export type ManagerOf = ReadonlyMap<string, string | null>

/** Everybody above a person, the nearest first. Ends where somebody would come twice. */
export function lineAbove(personId: string, managerOf: ManagerOf): string[] {
  const line: string[] = []
  for (let id = managerOf.get(personId); id && id !== personId && !line.includes(id); id = managerOf.get(id))
    line.push(id)
  return line
}

/** Why a person cannot report to another, in words; null where they can. */
export function whyNotManager(
  personId: string,
  manager: { id: string; name: string; readsCases: boolean; deactivated: boolean },
  managerOf: ManagerOf,
): string | null {
  if (manager.id === personId) return 'nobody is their own manager'
  if (manager.deactivated) return `${manager.name} has left`
  if (!manager.readsCases) return `${manager.name} reads no cases and approves nothing`
  if (lineAbove(manager.id, managerOf).includes(personId)) return `${manager.name} reports to them already`
  return null
}
