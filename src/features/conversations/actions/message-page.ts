import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import * as store from '../store.ts'

/** Inline pictures of one mail, together; beyond it they stay attachments. */
const inlineBytes = 8 * 1024 * 1024
const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'])

/**
 * The sanitised mail as a page for an isolated frame: its own pictures stand inside as data, those from elsewhere get
 * their address back only where the reader asked for them.
 */
export async function messagePage(ctx: Context, id: string, pictures: boolean): Promise<string> {
  ctx.require('cases.read')
  const message = /^[0-9a-f-]{36}$/.test(id) ? await store.findMessage(ctx.db, id) : undefined
  if (!message?.html) throw new Refusal('not_found', { what: 'message', id })
  await loadToRead(ctx, message.case_id)
  return pageOf(ctx, message.html, await store.inlineFilesOf(ctx.db, id), pictures)
}

interface InlineFile {
  file_hash: string
  type: string
  bytes: number
  content_id: string | null
}

/** Its caller has made sure that the actor may see the mail. */
export async function pageOf(
  ctx: Context,
  sanitised: string,
  files: readonly InlineFile[],
  pictures: boolean,
): Promise<string> {
  const inline = await inlinePictures(ctx, files)
  const html = sanitised.replace(/\sdata-cid="([^"]{1,500})"/g, (kept, cid: string) => {
    const data = inline.get(cid)
    return data ? ` src="${data}"` : kept
  })
  const shown = pictures ? html.replaceAll(' data-remote-src="', ' src="') : html
  return `<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><style>${style}</style></head><body>${shown}</body></html>`
}

/** What the frame may do: show itself and its pictures. No scripts, no forms, no frames, no fetching. */
export const pageHeaders = (pictures: boolean) => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; img-src data:${pictures ? ' https: http:' : ''}; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox`,
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-store',
})

async function inlinePictures(ctx: Context, files: readonly InlineFile[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  let bytes = 0
  for (const file of files) {
    bytes += file.bytes
    if (!file.content_id || !pictureTypes.has(file.type) || bytes > inlineBytes) continue
    const data = await ctx.files.read(file.file_hash)
    found.set(file.content_id.replace(/^<|>$/g, ''), `data:${file.type};base64,${data.toString('base64')}`)
  }
  return found
}

const style =
  'body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1e1d1a;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}'
