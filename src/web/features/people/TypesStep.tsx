import { Button, Checkbox } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CaseType } from '../../../features/casetypes/contract.ts'
import { countOfAsks } from '../../../features/casetypes/rules/asks.ts'
import { api } from '../../api.ts'
import { StagePath } from '../../ui/StagePath.tsx'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import { typesQuery } from './queries.ts'
import { wordsOf } from './SignInScreen.tsx'
import { changesFor, isChosen, typePresets } from './typePresets.ts'
import styles from './welcome.module.css'

export function TypesStep() {
  const types = useQuery(typesQuery)
  if (types.isError) {
    return (
      <ErrorState title="The types could not be read" onRetry={() => void types.refetch()}>
        Nothing was changed.
      </ErrorState>
    )
  }
  if (!types.data) return <LinesSkeleton label="Loading the types" lines={4} />
  return (
    <>
      <Presets types={types.data.items} />
      <ul className={styles.types}>
        {types.data.items.map((type) => (
          <TypeLine key={type.id} type={type} />
        ))}
      </ul>
    </>
  )
}

/** Few types are easier to choose from: what a company does says which. */
function Presets({ types }: { types: readonly CaseType[] }) {
  const cache = useQueryClient()
  const choose = useMutation({
    mutationFn: async (preset: readonly string[]) => {
      for (const { id, version, disabled } of changesFor(types, preset))
        await api.types.changeType({ params: { id }, body: { version, disabled: !disabled } })
    },
    onSettled: () => cache.invalidateQueries({ queryKey: typesQuery.queryKey }),
    ...said,
  })
  return (
    <fieldset className={styles.presets} disabled={choose.isPending}>
      <legend>The fewer, the easier to choose. What do you do?</legend>
      {typePresets.map(({ name, types: preset }) => (
        <Button
          key={name}
          size="xs"
          variant={isChosen(types, preset) ? 'light' : 'default'}
          aria-pressed={isChosen(types, preset)}
          onClick={() => choose.mutate(preset)}
        >
          {name}
        </Button>
      ))}
    </fieldset>
  )
}

function TypeLine({ type }: { type: CaseType }) {
  const cache = useQueryClient()
  const change = useMutation({
    mutationFn: (disabled: boolean) =>
      api.types.changeType({ params: { id: type.id }, body: { version: type.version, disabled } }),
    onSettled: () => cache.invalidateQueries({ queryKey: typesQuery.queryKey }),
  })
  const path = type.definition.stages.filter((stage) => !stage.aside).map((stage) => stage.label)
  return (
    <li>
      <Checkbox
        checked={change.isPending ? !change.variables : !type.disabled}
        onChange={(event) => change.mutate(!event.currentTarget.checked)}
        label={type.definition.name}
        description={`${type.definition.description} Asks for ${countOfAsks(type.definition)} things until it is resolved.`}
        error={change.error && wordsOf(change.error)}
        classNames={{ description: styles.description! }}
      />
      <StagePath stages={path} at={0} />
    </li>
  )
}
