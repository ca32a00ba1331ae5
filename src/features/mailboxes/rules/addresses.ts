/** What a mailbox answers to. */
export interface OwnMailbox {
  id: string
  address: string
  isDefault: boolean
}

/**
 * The address of a fresh installation: support@ the host of its public address. An IP address is no domain that mail
 * programs take, so support@localhost stands for it.
 */
export function usualAddress(url: string): string {
  const host = hostOf(url)
  return `support@${isAddress(host) ? 'localhost' : host}`
}

/** Every way to write it: with the bare IP address or its literal (RFC 5321 §4.1.3) as well. */
const usualAddresses = (url: string): string[] => [
  ...new Set([usualAddress(url), `support@${hostOf(url)}`].map(bareAddress)),
]

const hostOf = (url: string) => new URL(url).hostname.toLowerCase()
const isAddress = (host: string) => host.startsWith('[') || /^[\d.]+$/.test(host)

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
  const usual = usualAddresses(url)
  for (const recipient of recipients) {
    const bare = bareAddress(recipient)
    const mailbox =
      mailboxes.find((each) => bareAddress(each.address) === bare) ??
      (usual.includes(bare) ? mailboxes.find((each) => each.isDefault) : undefined)
    if (mailbox) found.add(mailbox)
  }
  return [...found]
}

/** Every address that is ourselves. */
export function ownAddresses(mailboxes: readonly OwnMailbox[], url: string): string[] {
  return [...new Set([...mailboxes.map((each) => bareAddress(each.address)), ...usualAddresses(url)])]
}
