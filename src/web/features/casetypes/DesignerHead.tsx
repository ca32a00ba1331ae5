import { ActionIcon, Button, Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TypeDraft } from '../../../features/casetypes/contract/drafts.ts'
import { api } from '../../api.ts'
import { useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconDots } from '../../ui/icons.ts'
import { said } from '../../ui/said.ts'
import { typesQuery } from '../people/queries.ts'
import { exportType } from './saying.ts'
import type { useTypeDraft } from './useTypeDraft.ts'

type Drawing = ReturnType<typeof useTypeDraft>

/** Which version runs on what, and whose draft of the next one is on its way. */
export function Standing({ drawing, kept, mayEdit }: { drawing: Drawing; kept: TypeDraft | null; mayEdit: boolean }) {
  const { type, changed, saved, isKept } = drawing
  const runs = `Version ${type.version} runs on ${counted(type.openCases, 'open case')}`
  if (changed)
    return (
      <>
        <b>Version {type.version + 1}, draft,</b>{' '}
        {isKept && saved ? (
          <>
            kept <Instant at={saved.savedAt} />
            {saved.savedBy && ` by ${saved.savedBy.name}`}.
          </>
        ) : (
          'being kept.'
        )}{' '}
        {runs}; publishing shows what happens to them.
      </>
    )
  return (
    <>
      <b>Version {type.version}</b> runs on {counted(type.openCases, 'open case')}.
      {type.disabled && ' It is not offered for new ones.'}
      {!mayEdit && kept && (
        <>
          {' '}
          {kept.savedBy?.name ?? 'Somebody'} draws version {type.version + 1}, kept <Instant at={kept.savedAt} />.
        </>
      )}
    </>
  )
}

interface Props {
  drawing: Drawing
  mayEdit: boolean
  formId: string
  /** Nothing keeps it from being published. */
  whole: boolean
  onDiscarded: () => void
}

export function DesignerActs({ drawing, mayEdit, formId, whole, onDiscarded }: Props) {
  const cache = useQueryClient()
  const setQuery = useSetQuery()
  const { type, changed } = drawing
  const offer = useMutation({
    mutationFn: () =>
      api.types.changeType({ params: { id: type.id }, body: { version: type.version, disabled: !type.disabled } }),
    ...said,
    onSuccess: () => cache.invalidateQueries({ queryKey: typesQuery.queryKey }),
  })
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setQuery({ sheet: 'versions' })}>
        Versions
      </Button>
      {!changed && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={30} aria-label={`More of ${type.definition.name}`}>
              <IconDots size={18} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => exportType(type)}>Export</Menu.Item>
            {mayEdit && (
              <>
                <Menu.Item onClick={() => setQuery({ sheet: 'new', from: type.key })}>Copy</Menu.Item>
                <Menu.Item onClick={() => offer.mutate()}>
                  {type.disabled ? 'Offer it again' : 'Offer it no more'}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button variant="default" onClick={() => setQuery({ sheet: 'walk' })}>
        Walk a case through
      </Button>
      {changed && mayEdit && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            drawing.discard()
            onDiscarded()
          }}
        >
          Discard
        </Button>
      )}
      {mayEdit && (
        <Button type="submit" form={formId} disabled={!changed || !whole}>
          Publish version {type.version + 1}…
        </Button>
      )}
    </>
  )
}
