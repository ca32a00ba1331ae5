import charset from 'libmime/lib/charset.js'
import { limits } from './limits.ts'
import { storable } from './safe-text.ts'

/** What a winmail.dat held (MS-OXTNEF): files, and the text if it carried one. */
export interface TnefContent {
  files: { name: string; bytes: Buffer; type: string | null }[]
  text: string | null
  html: string | null
  /** It broke off or contradicted itself: what came before is kept. */
  broken: boolean
}

const SIGNATURE = 0x223e9f78
const attribute = {
  body: 0x800c,
  fileData: 0x800f,
  fileTitle: 0x8010,
  fileStart: 0x9002,
  messageProps: 0x9003,
  fileProps: 0x9005,
  codepage: 0x9007,
}
const property = { body: 0x1000, html: 0x1013, fileData: 0x3701, longName: 0x3707, mimeType: 0x370e }

/** Opens a winmail.dat. Never throws; anything that is not TNEF comes back empty and broken. */
export function openTnef(bytes: Buffer): TnefContent {
  const content: TnefContent = { files: [], text: null, html: null, broken: false }
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return { ...content, broken: true }
  let codepage = 'windows-1252'
  let total = 0
  let at = 6
  while (at + 9 <= bytes.length) {
    const id = bytes.readUInt16LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const data = bytes.subarray(at + 9, at + 9 + length)
    if (data.length < length) break
    at += 9 + length + 2
    if (id === attribute.fileStart) {
      if (content.files.length >= limits.embeddedFiles) break
      content.files.push({ name: '', bytes: Buffer.alloc(0), type: null })
      continue
    }
    const file = content.files.at(-1)
    if (id === attribute.codepage && length >= 4) codepage = codepageName(data.readUInt32LE(0))
    else if (id === attribute.body) content.text ??= readString(data, codepage)
    else if (id === attribute.messageProps) readMessageProps(data)
    else if (!file) continue
    else if (id === attribute.fileTitle) file.name ||= readString(data, codepage)
    else if (id === attribute.fileData) file.bytes = data
    else if (id === attribute.fileProps) readFileProps(data, file)
    if (file) total = content.files.reduce((sum, each) => sum + each.bytes.length, 0)
    if (total > limits.embeddedBytes) break
  }
  const files = content.files.filter((file) => file.bytes.length > 0)
  return { ...content, files, broken: content.broken || at < bytes.length }

  function readMessageProps(data: Buffer) {
    const props = readProperties(data)
    content.broken ||= props.broken
    content.text ??= textOf(props.values.get(property.body), codepage)
    content.html ??= textOf(props.values.get(property.html), codepage)
  }

  function readFileProps(data: Buffer, file: TnefContent['files'][number]) {
    const props = readProperties(data)
    content.broken ||= props.broken
    file.name = textOf(props.values.get(property.longName), codepage) ?? file.name
    file.type = textOf(props.values.get(property.mimeType), codepage) ?? file.type
    const object = props.values.get(property.fileData)
    if (file.bytes.length === 0 && object) file.bytes = object.data
  }
}

interface PropertyValue {
  kind: number
  data: Buffer
}

const fixedSizes: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 }
const kind = { text8: 0x1e, text16: 0x1f, object: 0x0d, binary: 0x102 }
const MULTIPLE = 0x1000

/** Only the first value of a property is kept; an unknown kind ends the list, since its length is unknown. */
function readProperties(data: Buffer): { values: Map<number, PropertyValue>; broken: boolean } {
  const values = new Map<number, PropertyValue>()
  try {
    let at = 4
    for (let left = data.readUInt32LE(0); left > 0; left--) {
      const type = data.readUInt16LE(at)
      const id = data.readUInt16LE(at + 2)
      at += 4
      if (id >= 0x8000) at = afterPropertyName(data, at)
      const base = type & ~MULTIPLE
      const varies = Object.values(kind).includes(base)
      const repeats = varies || type !== base ? data.readUInt32LE(at) : 1
      if (varies || type !== base) at += 4
      for (let nth = 0; nth < repeats; nth++) {
        const size = varies ? data.readUInt32LE(at) : fixedSizes[base]
        if (size === undefined) return { values, broken: true }
        if (varies) at += 4
        const value = data.subarray(at, at + size)
        if (value.length < size) return { values, broken: true }
        if (nth === 0) values.set(id, { kind: base, data: value })
        at += padded(size)
      }
    }
    return { values, broken: false }
  } catch (error) {
    if (error instanceof RangeError) return { values, broken: true }
    throw error
  }
}

function afterPropertyName(data: Buffer, at: number): number {
  const named = data.readUInt32LE(at + 16) === 1
  return named ? at + 24 + padded(data.readUInt32LE(at + 20)) : at + 24
}

const padded = (size: number) => Math.ceil(size / 4) * 4

function textOf(value: PropertyValue | undefined, codepage: string): string | null {
  if (!value) return null
  if (value.kind === kind.text16) return storable(value.data.toString('utf16le'))
  return value.kind === kind.object ? null : readString(value.data, codepage)
}

function readString(data: Buffer, codepage: string): string {
  return storable(charset.decode(data, codepage)).trim()
}

function codepageName(codepage: number): string {
  if (codepage === 65001) return 'utf-8'
  if (codepage === 932) return 'shift_jis'
  if (codepage === 936) return 'gbk'
  return codepage >= 1250 && codepage <= 1258 ? `windows-${codepage}` : 'windows-1252'
}
