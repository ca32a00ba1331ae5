const vocabulary =
  `the a we our your this that please order invoice machine part team report error screen login account device
pallet shipment warehouse customer contract sensor pump valve motor cable label printer scanner update version release
password address number page form list field button export import file report chart table query server network
connection timeout restart power supply voltage pressure temperature reading meter display panel door lock key handle
return refund credit payment amount currency tax receipt statement balance bank transfer reminder due date week month
morning afternoon evening Monday Tuesday Wednesday Thursday Friday colleague manager office site plant line shift crew
broken missing wrong late early damaged empty full open closed stuck slow fast loud hot cold wet dry new old second third
checked tried called wrote asked received sent opened noticed replaced repaired installed removed moved started stopped
again since still already soon today yesterday tomorrow twice always never often only also however because although
would could should need want expect hope think know see find help explain confirm arrange look wait thank agree`
    .split(/\s+/)
    .filter(Boolean)

/** One paragraph in this many speaks of the common word, so that about half of all cases do. */
const commonEvery = 29

/** A thousand paragraphs of plain words; the first words of the list come far more often, as in real language. */
export function paragraphs(): string[] {
  let state = 12_345
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const word = () => vocabulary[Math.floor(random() ** 1.6 * vocabulary.length)]!
  const sentence = () => {
    const words = Array.from({ length: 7 + Math.floor(random() * 9) }, word)
    const text = words.join(' ')
    return `${text[0]!.toUpperCase()}${text.slice(1)}.`
  }
  return Array.from({ length: 1000 }, (_, i) => {
    const special = i % commonEvery === 0 ? ' The delivery did not arrive as agreed.' : ''
    const rare = i === 7 ? ' The manometer shows nothing.' : ''
    return `${sentence()} ${sentence()}${special}${rare} ${sentence()}`
  })
}

/** `pick` is an even, repeatable choice; `id7` a UUIDv7 that any statement can make again from kind and number. */
export const helperStatements = [
  'create temp table paragraph (n int primary key, text text not null)',
  `create function pg_temp.pick(seed bigint, kinds int) returns int language sql immutable as
   'select (hashint8(seed) & 2147483647) % kinds'`,
  `create function pg_temp.id7(at timestamptz, kind int, n bigint) returns uuid language sql immutable as $$
   select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || 'a'
     || lpad(to_hex(n), 15, '0'))::uuid $$`,
  `create function pg_temp.iso(at timestamptz) returns text language sql stable as
   $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$`,
]
