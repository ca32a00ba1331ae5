/**
 * Whether bytes can be a mail at all: they begin with a header field, or with the line of an mbox. Mails that lost
 * everything, down to the empty one, are mails; a page or a picture sent here by mistake is not.
 */
export function looksLikeMail(raw: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(raw.subarray(0, 2000)).replace(/^[\s\u00ef\u00bb\u00bf]+/, '')
  return start === '' || /^([\x21-\x39\x3b-\x7e]+[ \t]*:|>?From )/.test(start)
}
