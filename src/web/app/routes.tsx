import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { ApiProblem } from '../../platform/client.ts'
import { api } from '../api.ts'
import { Lost, WorkspaceFailed } from './Failed.tsx'
import { queries } from './queries.ts'
import { meQuery } from './session.ts'
import { Workspace } from './Workspace.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost })

/** Everything behind the sign-in. */
const workspace = createRoute({
  getParentRoute: () => root,
  id: 'workspace',
  beforeLoad: async ({ location }) => {
    try {
      await queries.ensureQueryData(meQuery)
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 401)) throw error
      const { needsAdmin } = await api.people.setupState({})
      if (needsAdmin) throw redirect({ to: '/welcome' })
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    }
  },
  component: Workspace,
  errorComponent: WorkspaceFailed,
})

const within = <P extends string>(path: P, load: () => Promise<Record<string, unknown>>, screen: string) =>
  createRoute({ getParentRoute: () => workspace, path, component: lazyRouteComponent(load as never, screen as never) })
const alone = <P extends string>(path: P, load: () => Promise<Record<string, unknown>>, screen: string) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as never, screen as never) })

const routeTree = root.addChildren([
  workspace.addChildren([
    within('/', () => import('../features/reports/HomeScreen.tsx'), 'HomeScreen'),
    within('/views/{-$view}', () => import('../features/cases/views/ViewsScreen.tsx'), 'ViewsScreen'),
    within('/search', () => import('../features/search/SearchScreen.tsx'), 'SearchScreen'),
    within('/my-next/{-$number}', () => import('../features/cases/WorkScreen.tsx'), 'WorkScreen'),
    within('/team-tasks', () => import('../features/tasks/TeamTasksScreen.tsx'), 'TeamTasksScreen'),
    within('/cases/$number', () => import('../features/cases/WorkScreen.tsx'), 'WorkScreen'),
    within('/promises', () => import('../features/tasks/PromisesScreen.tsx'), 'PromisesScreen'),
    within('/notifications', () => import('../features/notifications/NotificationsScreen.tsx'), 'NotificationsScreen'),
    within('/escalated', () => import('../features/escalations/EscalatedScreen.tsx'), 'EscalatedScreen'),
    within('/workload', () => import('../features/workload/WorkloadScreen.tsx'), 'WorkloadScreen'),
    within('/away', () => import('../features/absence/AwayScreen.tsx'), 'AwayScreen'),
    within('/leave/{-$id}', () => import('../features/absence/LeaveScreen.tsx'), 'LeaveScreen'),
    within('/me', () => import('../features/people/MeScreen.tsx'), 'MeScreen'),
    within('/studio/{-$room}', () => import('./StudioScreen.tsx'), 'StudioScreen'),
    within('/accounts', () => import('../features/customers/AccountsScreen.tsx'), 'AccountsScreen'),
    within('/accounts/$id', () => import('../features/customers/AccountScreen.tsx'), 'AccountScreen'),
    within('/contracts', () => import('../features/entitlements/ContractsScreen.tsx'), 'ContractsScreen'),
    within('/contracts/$id', () => import('../features/entitlements/ContractScreen.tsx'), 'ContractScreen'),
    within('/contacts/$id', () => import('../features/customers/ContactScreen.tsx'), 'ContactScreen'),
  ]),
  alone('/sign-in', () => import('../features/people/SignInScreen.tsx'), 'SignInScreen'),
  alone('/invitation', () => import('../features/people/InvitationScreen.tsx'), 'InvitationScreen'),
  alone('/welcome', () => import('../features/people/WelcomeScreen.tsx'), 'WelcomeScreen'),
])

/** The query part is plain text: every open why, sheet and writing mode is a word in it. */
export const router = createRouter({
  routeTree,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString()
    return text ? `?${text}` : ''
  },
  defaultPreload: false,
  scrollRestoration: false,
})
