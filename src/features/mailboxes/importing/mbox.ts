import { createReadStream } from 'node:fs'

const lineFeed = 0x0a
const from = Buffer.from('From ')

/**
 * The messages of an mbox file one after the other, without holding the file: a line "From " after an empty one begins
 * a message, `>From ` in it is unquoted (mboxrd). A message beyond `mostBytes` comes as null.
 */
export async function* messagesOf(path: string, mostBytes: number): AsyncGenerator<Buffer | null> {
  let lines: Buffer[] = []
  let bytes = 0
  let isBegun = false
  let afterEmpty = true
  for await (const line of linesOf(path, mostBytes)) {
    if (afterEmpty && line.subarray(0, 5).equals(from)) {
      if (isBegun) yield bytes > mostBytes ? null : Buffer.concat(lines)
      lines = []
      bytes = 0
      isBegun = true
      afterEmpty = false
      continue
    }
    afterEmpty = isEmpty(line)
    if (!isBegun) continue
    bytes += line.length
    if (bytes <= mostBytes) lines.push(unquoted(line))
    else lines = []
  }
  if (isBegun) yield bytes > mostBytes ? null : Buffer.concat(lines)
}

/** Lines with their ends; one longer than `mostBytes` comes in pieces. */
async function* linesOf(path: string, mostBytes: number): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  let restBytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let at = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, at)) {
      yield Buffer.concat([...rest, chunk.subarray(at, end + 1)])
      rest = []
      restBytes = 0
      at = end + 1
    }
    rest.push(chunk.subarray(at))
    restBytes += chunk.length - at
    if (restBytes > mostBytes) {
      yield Buffer.concat(rest)
      rest = []
      restBytes = 0
    }
  }
  if (restBytes > 0) yield Buffer.concat(rest)
}

const isEmpty = (line: Buffer) => line.length <= 2 && /^\r?\n$/.test(line.toString('latin1'))

function unquoted(line: Buffer): Buffer {
  let quotes = 0
  while (line[quotes] === 0x3e) quotes++
  return quotes > 0 && line.subarray(quotes, quotes + 5).equals(from) ? line.subarray(1) : line
}
