import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { SurveyTime } from '../../../features/surveys/contract.ts'
import { api } from '../../api.ts'

/** Beside the case, so that what changes there is looked at anew here too. */
export const surveyOfCase = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'surveys'],
    queryFn: () => api.surveys.listSurveys({ query: { case: number, limit: 3 } }),
  })

export const surveysOfAccount = (account: string) =>
  queryOptions({
    queryKey: ['account', account, 'surveys'],
    queryFn: () => api.surveys.listSurveys({ query: { account, limit: 3 } }),
  })

export const surveyReport = (during: SurveyTime) =>
  queryOptions({
    queryKey: ['surveys', 'report', during],
    queryFn: () => api.surveys.getSurveyReport({ query: { during } }),
  })

export const answersQuery = infiniteQueryOptions({
  queryKey: ['surveys', 'answers'],
  queryFn: ({ pageParam }) =>
    api.surveys.listSurveys({ query: { limit: 20, ...(pageParam && { cursor: pageParam }) } }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
})
