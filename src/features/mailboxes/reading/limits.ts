/** What one mail may cost. A mail beyond a limit is read up to it, and the reading says so in `problems`. */
export const limits = {
  /** Larger mails are read in a thread of their own, under a time limit. */
  inlineBytes: 256 * 1024,
  threadSeconds: 20,
  threadMegabytes: 512,
  parts: 1000,
  depth: 40,
  headerBytesPerPart: 256 * 1024,
  headersPerPart: 1000,
  headerValueChars: 64 * 1024,
  subjectChars: 500,
  nameChars: 200,
  addressChars: 320,
  addresses: 500,
  messageIdChars: 998,
  references: 100,
  textChars: 1024 * 1024,
  htmlChars: 2 * 1024 * 1024,
  /** HTML is turned into text only up to here: the reader of HTML costs more than the rest together. */
  htmlToTextChars: 512 * 1024,
  htmlDepth: 400,
  embeddedFiles: 100,
  embeddedBytes: 64 * 1024 * 1024,
  bouncedRecipients: 200,
} as const
