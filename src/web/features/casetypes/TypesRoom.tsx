import { useQuery } from '@tanstack/react-query'
import type { CaseType } from '../../../features/casetypes/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { typesQuery } from '../people/queries.ts'
import { TypeDesigner } from './TypeDesigner.tsx'

/** Every kind of case, each as the path it takes. */
export function TypesRoom() {
  const chosen = useQueryPart('type')
  const types = useQuery(typesQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  const open = types.data?.items.find((type) => type.key === chosen) ?? types.data?.items[0]
  if (!types.data || !open) {
    return (
      <>
        <RoomHead title="Case types" />
        <Known query={types} what="The types">
          {() => <p className={studio.problem}>No type is set up.</p>}
        </Known>
      </>
    )
  }
  return (
    <TypeDesigner
      key={`${open.id} ${open.version}`}
      type={open}
      mayEdit={mayEdit}
      others={<Others types={types.data.items} open={open.id} />}
    />
  )
}

function Others({ types, open }: { types: CaseType[]; open: string }) {
  return (
    <nav className={studio.order} aria-label="Case types">
      <ul>
        {types.map(({ id, key, definition, disabled, openCases }) => (
          <li key={id}>
            <Go to={`/studio/types?type=${key}`} aria-current={id === open ? 'true' : undefined}>
              <b>{definition.name}</b>
              {disabled ? 'not offered' : counted(openCases, 'open case')}
            </Go>
          </li>
        ))}
      </ul>
    </nav>
  )
}
