import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const myNextQuery = queryOptions({ queryKey: ['my-next'], queryFn: () => api.cases.myNext({}) })

export const caseQuery = (number: string) =>
  queryOptions({ queryKey: ['case', number, 'head'], queryFn: () => api.cases.getCase({ params: { id: number } }) })
