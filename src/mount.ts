import type { FastifyInstance } from 'fastify'
import { customersContract } from './features/customers/contract.ts'
import { customersRoutes } from './features/customers/routes.ts'
import { authenticate } from './features/people/actions/authenticate.ts'
import { accessContract, colleaguesContract } from './features/people/contract.ts'
import { accessRoutes } from './features/people/routes/access.ts'
import { peopleRoutes } from './features/people/routes.ts'
import type { Contract } from './platform/endpoint.ts'
import { implementAtEdge } from './platform/http/edge.ts'
import { type Handlers, implement } from './platform/http/implement.ts'
import type { Live } from './platform/live.ts'
import type { Runtime } from './platform/runtime.ts'

/** Every contract of the API with the routes that answer it, one line each. */
export function mountApi(app: FastifyInstance, runtime: Runtime, live: Pick<Live, 'listen'>): void {
  const who = authenticate(runtime, live.listen)
  const mount = <C extends Contract>(contract: C, routes: Handlers<C>) => implement(app, runtime, who, contract, routes)

  implementAtEdge(app, runtime, who, accessContract, accessRoutes)
  mount(colleaguesContract, peopleRoutes)
  mount(customersContract, customersRoutes)
}
