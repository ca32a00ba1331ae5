import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { meQuery } from '../../app/session.ts'
import { useGo } from '../../ui/address.ts'
import { said } from '../../ui/said.ts'

/** Goes on as a colleague of the demo company, with their day in view. */
export function useLookAs() {
  const cache = useQueryClient()
  const go = useGo()
  return useMutation({
    mutationFn: (id: string) => api.people.signInAsDemo({ params: { id } }),
    ...said,
    onSuccess: (me) => {
      cache.clear()
      cache.setQueryData(meQuery.queryKey, me)
      go('/my-next')
    },
  })
}
