import { z } from 'zod'
import { Id, InstantOut, Named, UndoSeconds, Version } from '../../../platform/shapes.ts'
import { OpenInvitation } from './invitations.ts'
import { Role } from './organisation.ts'
import { HeldSkill } from './skills.ts'

export const PersonStatus = z.enum(['online', 'away', 'busy', 'off'])

export const Person = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  /** The shipped role that theirs is, or is built on. */
  role: Role,
  ownRole: Named.nullable(),
  title: z.string().nullable(),
  language: z.string(),
  timeZone: z.string().nullable(),
  /** How long a letter of theirs waits before it leaves, for them to take it back. */
  undoSeconds: UndoSeconds,
  seesRestricted: z.boolean(),
  capacity: z.int(),
  skills: z.array(HeldSkill),
  status: PersonStatus,
  statusSince: InstantOut,
  /** Until when it holds; null: until it is changed. */
  statusUntil: InstantOut.nullable(),
  /** Away by itself, since nobody touched a screen: back with the next touch. */
  statusAutomatic: z.boolean(),
  awayUntil: InstantOut.nullable(),
  awayReason: z.string().nullable(),
  teams: z.array(Named),
  /** Whom they report to. */
  manager: Named.nullable(),
  /** Weight of open cases, waiting ones apart. */
  load: z.int(),
  deactivatedAt: InstantOut.nullable(),
  invited: z.boolean(),
  openInvitation: OpenInvitation.nullable(),
  /** Of the demo company, and gone with it. */
  demo: z.boolean(),
  version: Version,
})
export type Person = z.infer<typeof Person>
