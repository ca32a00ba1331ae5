import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import { useConditionChoices } from '../cases/conditions/useConditionChoices.ts'
import { AttainmentRoom } from './AttainmentRoom.tsx'
import { PolicyEditor } from './PolicyEditor.tsx'
import { PolicyOrder } from './PolicyOrder.tsx'
import { policiesQuery } from './queries.ts'

/** What is promised to whom, in the order in which it is tried. */
export function PoliciesRoom() {
  return useQueryPart('of') === 'attainment' ? <AttainmentRoom /> : <Policies />
}

function Policies() {
  const chosen = useQueryPart('policy')
  const policies = useQuery(policiesQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  const { names } = useConditionChoices(policies.data?.items.flatMap(({ conditions }) => conditions) ?? [])
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
      mayEdit={mayEdit}
      order={<PolicyOrder policies={items} open={open?.id ?? null} names={names} mayEdit={mayEdit} />}
    />
  )
}
