import { useQuery } from '@tanstack/react-query'
import type { ConditionField } from '../../../features/sla/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import { accountsMatching } from '../customers/queries.ts'
import { peopleQuery, teamsQuery, typesQuery } from '../people/queries.ts'
import { channels } from './conditions.ts'
import { PolicyEditor } from './PolicyEditor.tsx'
import { PolicyOrder } from './PolicyOrder.tsx'
import { policiesQuery } from './queries.ts'

type Choices = Partial<Record<ConditionField, { value: string; label: string }[]>>

/** What is promised to whom, in the order in which it is tried. */
export function PoliciesRoom() {
  const chosen = useQueryPart('policy')
  const policies = useQuery(policiesQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  const choices = useChoices()
  const people = (useQuery(peopleQuery).data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const names = new Map(
    [...Object.values(choices), people].flatMap((list) =>
      list.map(({ value, label }): [string, string] => [value, label]),
    ),
  )
  if (!policies.data) {
    return (
      <>
        <RoomHead title="SLA policies" />
        <RoomBody label="SLA policies">
          <Known query={policies} what="The policies">
            {() => null}
          </Known>
        </RoomBody>
      </>
    )
  }
  const { items } = policies.data
  const making = chosen === 'new' && mayEdit
  const open = making ? null : (items.find((each) => each.id === chosen) ?? items[0] ?? null)
  if (!open && !making) {
    return (
      <>
        <RoomHead title="SLA policies" />
        <Empty
          title="Nothing is promised yet"
          act={mayEdit && <Go to="/studio/sla?policy=new">Make the first policy</Go>}
        >
          Without a policy no clock runs on any case.
        </Empty>
      </>
    )
  }
  return (
    <PolicyEditor
      key={open ? `${open.id} ${open.version}` : 'new'}
      policy={open}
      model={items.find((each) => each.conditions.length === 0) ?? items[0] ?? null}
      names={names}
      choices={choices}
      mayEdit={mayEdit}
      order={<PolicyOrder policies={items} open={open?.id ?? null} names={names} mayEdit={mayEdit} />}
    />
  )
}

/** What conditions can ask for: what there is here now. */
function useChoices(): Choices {
  const types = useQuery(typesQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const accounts = useQuery(accountsMatching('')).data?.items ?? []
  const tiers = [...new Set(accounts.flatMap(({ tier }) => tier ?? []))].sort()
  return {
    type: types.map(({ key, definition }) => ({ value: key, label: definition.name })),
    team: teams.map(({ id, name }) => ({ value: id, label: name })),
    account: accounts.map(({ id, name }) => ({ value: id, label: name })),
    channel: channels.map((channel) => ({ value: channel, label: channel })),
    vip: [
      { value: 'yes', label: 'yes' },
      { value: 'no', label: 'no' },
    ],
    ...(tiers.length > 0 && { tier: tiers.map((tier) => ({ value: tier, label: tier })) }),
  }
}
