import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { demoQuery, isRunning } from '../../app/demoQuery.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Meter } from '../../ui/Meter.tsx'
import styles from './welcome.module.css'

/** A company to look around in, here with one click and gone with one. */
export function DemoPart() {
  const cache = useQueryClient()
  const demo = useQuery(demoQuery)
  const act = useMutation({
    mutationFn: (wanted: 'load' | 'remove') => (wanted === 'load' ? api.demo.loadDemo({}) : api.demo.removeDemo({})),
    onSuccess: (state) => {
      cache.setQueryData(demoQuery.queryKey, state)
    },
  })
  const now = demo.data
  if (!now) return null
  const inVain = act.variables === 'load' && act.data?.state === 'loading' && now.state === 'absent'
  return (
    <div className={styles.demoAct}>
      {isRunning(now) ? (
        <p role="status">
          {now.state === 'loading' ? 'It is being filled' : 'It is being removed'}
          {now.total > 0 && `: ${now.done} of ${now.total}`}
          <Meter value={now.done} of={now.total} label={`${now.done} of ${now.total} done`} />
        </p>
      ) : now.state === 'loaded' ? (
        <>
          <p>The demo company is here. Removing it keeps what you made yourself.</p>
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate('remove')}>
            Remove the demo company
          </Button>
        </>
      ) : (
        <Button variant="default" loading={act.isPending} onClick={() => act.mutate('load')}>
          Fill with the demo company
        </Button>
      )}
      {inVain && !act.isPending && (
        <p className={styles.problem} role="alert">
          It was not filled, and nothing of it stayed. Perhaps somebody here has an address of the demo company already.
        </p>
      )}
      {act.error && (
        <p className={styles.problem} role="alert">
          {wordsOf(act.error)}
        </p>
      )}
    </div>
  )
}
