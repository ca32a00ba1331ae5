import type { Actor } from '../../../platform/context.ts'
import type { Edge, EdgeHandlers } from '../../../platform/http/edge.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, readingContext } from '../../../platform/runtime.ts'
import { secretHash } from '../../../platform/secrets.ts'
import { actorOf } from '../actions/authenticate.ts'
import { changePassword } from '../actions/change-password.ts'
import { signInAsDemo } from '../actions/demo-sign-in.ts'
import { acceptInvitation } from '../actions/invitations.ts'
import { meOf } from '../actions/people.ts'
import { ownSessions, sessionCookie, signOut, type Visitor } from '../actions/sessions.ts'
import { setUp } from '../actions/set-up.ts'
import { type SignedIn, signIn } from '../actions/sign-in.ts'
import type { accessContract, Me } from '../contract.ts'
import { staysEncrypted } from '../rules/sign-in.ts'
import { findSession } from '../store/access.ts'

export const accessRoutes: EdgeHandlers<typeof accessContract> = {
  setUp: async (edge, { body }) => welcome(edge, await setUp(edge.runtime, body, visitorOf(edge))),
  signIn: async (edge, { body }) => welcome(edge, await signIn(edge.runtime, body, visitorOf(edge))),
  acceptInvitation: async (edge, { body }) =>
    welcome(edge, await acceptInvitation(edge.runtime, body, visitorOf(edge))),
  signInAsDemo: async (edge, { params }) =>
    welcome(edge, await signInAsDemo(edge.runtime, signedIn(edge), params.id, visitorOf(edge))),
  signOut: async (edge) => {
    const token = tokenOf(edge)
    if (token) await inTransaction(edge.runtime, signedIn(edge), (ctx) => signOut(ctx, token))
    void edge.reply.clearCookie(sessionCookie, cookieOf(edge))
    return { ok: true }
  },
  changePassword: async (edge, { body }) => {
    const here = { address: edge.request.ip, token: tokenOf(edge) ?? '' }
    await changePassword(edge.runtime, signedIn(edge), body, here)
    return { ok: true }
  },
  listSessions: async (edge) => ({
    items: await ownSessions(readingContext(edge.runtime, signedIn(edge)), tokenOf(edge)),
  }),
}

/** Gives the browser its new session and says who it is now. */
async function welcome(edge: Edge, { token, personId }: SignedIn): Promise<Me> {
  const { runtime } = edge
  const session = await findSession(runtime.db, secretHash(token), runtime.now())
  if (!session) throw new Refusal('not_signed_in')
  void edge.reply.setCookie(sessionCookie, token, { ...cookieOf(edge), maxAge: cookieDays * 86_400 })
  const actor = actorOf({ ...session, id: personId })
  return meOf(readingContext(runtime, actor), personId, actor.rights)
}

/** The longest that browsers keep a cookie; the session behind it slides and ends on its own. */
const cookieDays = 400

const cookieOf = ({ runtime, request }: Edge) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: staysEncrypted(request.headers.origin, runtime.config.links),
  }) as const

const tokenOf = ({ request }: Edge): string | null => request.cookies[sessionCookie] ?? null

const visitorOf = (edge: Edge): Visitor => ({
  address: edge.request.ip,
  agent: edge.request.headers['user-agent'] ?? null,
  previous: tokenOf(edge),
})

function signedIn({ actor }: Edge): Actor {
  if (!actor) throw new Refusal('not_signed_in')
  return actor
}
