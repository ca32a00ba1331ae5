import { useQuery } from '@tanstack/react-query'
import type { SlaPolicy } from '../../../features/sla/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { accountsMatching } from '../customers/queries.ts'
import { teamsQuery, typesQuery } from '../people/queries.ts'
import { conditionWords } from './conditions.ts'
import { PolicyEditor } from './PolicyEditor.tsx'
import { policiesQuery } from './queries.ts'

/** What is promised to whom, in the order in which it is tried. */
export function PoliciesRoom() {
  const chosen = useQueryPart('policy')
  const policies = useQuery(policiesQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  const names = useNames()
  if (!policies.data) {
    return (
      <>
        <RoomHead title="SLA policies" />
        <Known query={policies} what="The policies">
          {() => null}
        </Known>
      </>
    )
  }
  const { items } = policies.data
  const open = items.find((each) => each.id === chosen) ?? items[0]
  if (!open) {
    return (
      <>
        <RoomHead title="SLA policies" />
        <Empty title="Nothing is promised yet">Without a policy no clock runs on any case.</Empty>
      </>
    )
  }
  return (
    <PolicyEditor
      key={`${open.id} ${open.version}`}
      policy={open}
      applies={conditionWords(open, names)}
      mayEdit={mayEdit}
      order={<Order policies={items} open={open.id} names={names} />}
    />
  )
}

function Order({ policies, open, names }: { policies: SlaPolicy[]; open: string; names: ReadonlyMap<string, string> }) {
  return (
    <nav className={studio.order} aria-label="Policies, the first that applies counts">
      <ol>
        {policies.map((policy, at) => (
          <li key={policy.id}>
            <Go to={`/studio/sla?policy=${policy.id}`} aria-current={policy.id === open ? 'true' : undefined}>
              <b>
                {at + 1}. {policy.name}
              </b>
              {conditionWords(policy, names)}
            </Go>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** What the ids in conditions stand for. */
function useNames(): ReadonlyMap<string, string> {
  const types = useQuery(typesQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const accounts = useQuery(accountsMatching('')).data?.items ?? []
  return new Map([
    ...types.flatMap(({ id, key, definition }): [string, string][] => [
      [id, definition.name],
      [key, definition.name],
    ]),
    ...teams.map(({ id, name }): [string, string] => [id, name]),
    ...accounts.map(({ id, name }): [string, string] => [id, name]),
  ])
}
