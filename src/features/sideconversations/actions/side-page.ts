import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { pageOf } from '../../conversations/actions/message-page.ts'
import { findPage, inlineFilesOf } from '../store/pages.ts'
import { showSide } from './load.ts'

/** A mail of a side conversation as a page for an isolated frame, for whoever may see its case. */
export async function sidePage(ctx: Context, id: string, pictures: boolean): Promise<string> {
  ctx.require('cases.read')
  const page = /^[0-9a-f-]{36}$/.test(id) ? await findPage(ctx.db, id) : undefined
  if (!page) throw new Refusal('not_found', { what: 'message', id })
  await showSide(ctx, page.sideId)
  return pageOf(ctx, page.html, await inlineFilesOf(ctx.db, id), pictures)
}
