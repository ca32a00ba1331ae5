import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CaseType } from '../../../features/casetypes/contract.ts'
import { useMe } from '../../app/session.ts'
import { useGo, useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { Go } from '../../ui/Go.tsx'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { typesQuery } from '../people/queries.ts'
import { NewTypeSheet } from './NewTypeSheet.tsx'
import { draftQuery } from './queries.ts'
import { TypeDesigner } from './TypeDesigner.tsx'

/** Every kind of case, each as the path it takes. */
export function TypesRoom() {
  const chosen = useQueryPart('type')
  const making = useQueryPart('sheet') === 'new'
  const from = useQueryPart('from')
  const setQuery = useSetQuery()
  const go = useGo()
  const types = useQuery(typesQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  const open = types.data?.items.find((type) => type.key === chosen) ?? types.data?.items[0]
  const draft = useQuery({ ...draftQuery(open?.id ?? ''), enabled: open !== undefined })
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
    <>
      {draft.data ? (
        <TypeDesigner
          key={open.id}
          current={open}
          kept={draft.data.draft}
          mayEdit={mayEdit}
          others={
            <Others
              types={types.data.items}
              open={open.id}
              onNew={mayEdit ? () => setQuery({ sheet: 'new', from: null }) : null}
            />
          }
        />
      ) : (
        <>
          <RoomHead title={open.definition.name} />
          <Known query={draft} what="The draft">
            {() => null}
          </Known>
        </>
      )}
      {making && mayEdit && (
        <NewTypeSheet
          key={from}
          types={types.data.items}
          from={from}
          onClose={() => setQuery({ sheet: null, from: null })}
          onMade={(made) => go(`/studio/types?type=${made.key}`)}
        />
      )}
    </>
  )
}

function Others({ types, open, onNew }: { types: CaseType[]; open: string; onNew: (() => void) | null }) {
  return (
    <nav className={studio.order} aria-label="Case types">
      <ul>
        {types.map(({ id, key, definition, disabled, openCases, draft }) => (
          <li key={id}>
            <Go to={`/studio/types?type=${key}`} aria-current={id === open ? 'true' : undefined}>
              <b>{definition.name}</b>
              {disabled ? 'not offered' : counted(openCases, 'open case')}
              {draft && (draft.by ? `, draft by ${draft.by.name}` : ', a draft')}
            </Go>
          </li>
        ))}
      </ul>
      {onNew && (
        <Button variant="subtle" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={onNew}>
          New type
        </Button>
      )}
    </nav>
  )
}
