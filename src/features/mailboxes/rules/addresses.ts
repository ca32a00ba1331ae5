/** What a mailbox answers to. */
export interface OwnMailbox {
  id: string
  address: string
  isDefault: boolean
}

/** The address a fresh installation accepts: support@ the host of its public address. */
export function usualAddress(url: string): string {
  const host = new URL(url).hostname.toLowerCase()
  return `support@${host}`
}

/** As mailboxes are compared: lower case, without a plus part, and without the brackets of an address literal. */
export function bareAddress(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*@/, '@')
    .replace(/@\[(?:ipv6:)?([^\]]*)\]$/, '@$1')
}

/** The mailboxes that these recipients lead to, in order, each once. The usual address always leads to the default one. */
export function mailboxesOf<M extends OwnMailbox>(
  mailboxes: readonly M[],
  recipients: readonly string[],
  url: string,
): M[] {
  const found = new Set<M>()
  for (const recipient of recipients) {
    const bare = bareAddress(recipient)
    const mailbox =
      mailboxes.find((each) => bareAddress(each.address) === bare) ??
      (bare === bareAddress(usualAddress(url)) ? mailboxes.find((each) => each.isDefault) : undefined)
    if (mailbox) found.add(mailbox)
  }
  return [...found]
}

/** Every address that is ourselves. */
export function ownAddresses(mailboxes: readonly OwnMailbox[], url: string): string[] {
  return [...new Set([...mailboxes.map((each) => bareAddress(each.address)), bareAddress(usualAddress(url))])]
}
