declare module 'libmime' {
  interface Libmime {
    decodeWords(text: string): string
    parseHeaderValue(text: string): { value: string | false; params: Record<string, string> }
  }
  const libmime: Libmime
  export = libmime
}

declare module 'libmime/lib/charset.js' {
  const charset: { decode(bytes: Uint8Array, charset: string): string }
  export = charset
}
