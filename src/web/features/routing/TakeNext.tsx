import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'
import styles from './offer.module.css'

/** The next case of each queue that I work and in which something waits. */
export function TakeNext() {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { data } = useQuery({ queryKey: ['queues'], queryFn: () => api.routing.listQueues({}) })
  const take = useMutation({
    mutationFn: async (id: string) => {
      const { caseId } = await api.routing.takeNext({ params: { id } })
      return caseId && (await api.cases.getCase({ params: { id: caseId } })).number
    },
    ...said,
    onSuccess: async (number) => {
      await cache.invalidateQueries()
      if (number) await navigate({ to: `/my-next/${number}` })
    },
  })
  const queues = data?.items.filter(({ mine, standing }) => mine && standing.waiting > standing.offered) ?? []
  if (queues.length === 0) return null
  return (
    <div className={styles.take}>
      {queues.map(({ id, name, standing }) => (
        <Button
          key={id}
          variant="default"
          loading={take.isPending && take.variables === id}
          onClick={() => take.mutate(id)}
        >
          Take the next of {name}, {standing.waiting - standing.offered} wait
        </Button>
      ))}
    </div>
  )
}
