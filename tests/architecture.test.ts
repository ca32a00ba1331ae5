import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const source = resolve(root, 'src')

/** What each station of a slice may import: stations of its own feature, of others, and of the platform. */
interface Station {
  own: readonly string[]
  other: readonly string[]
  platform: RegExp
  packages: RegExp
}

const stations: Record<string, Station> = {
  contract: { own: ['contract'], other: ['contract'], platform: /^(endpoint|shapes)$/, packages: /^zod$/ },
  rules: {
    own: ['contract', 'rules', 'defaults'],
    other: ['contract', 'rules'],
    platform: /^(shapes|context)$/,
    packages: /^(temporal-polyfill|chrono-node|node:crypto)$/,
  },
  defaults: {
    own: ['contract', 'defaults', 'rules'],
    other: ['contract', 'rules'],
    platform: /^shapes$/,
    packages: /^$/,
  },
  store: {
    own: ['contract', 'rules', 'store', 'visible', 'reading'],
    other: ['contract', 'rules', 'visible'],
    platform:
      /^(context|tables\.gen|shapes|cursor|events|secrets|time|database|gathered|arrays|mail-rows|ids|versions)$/,
    packages: /^(kysely|zod)$/,
  },
  visible: { own: [], other: [], platform: /^(context|tables\.gen)$/, packages: /^kysely$/ },
  reading: { own: ['reading', 'rules'], other: [], platform: /^$/, packages: /./ },
  actions: {
    own: ['contract', 'rules', 'store', 'actions', 'defaults', 'reading', 'visible', 'texts'],
    other: ['actions', 'rules', 'contract', 'visible', 'reading'],
    platform: /./,
    packages: /./,
  },
  texts: { own: ['contract', 'rules'], other: ['contract', 'rules'], platform: /^(catalogue|shapes)$/, packages: /^$/ },
  routes: {
    own: ['contract', 'rules', 'store', 'actions', 'routes'],
    other: ['actions', 'rules', 'contract'],
    platform: /./,
    packages: /./,
  },
  jobs: { own: ['contract', 'rules', 'store', 'actions'], other: ['actions', 'rules'], platform: /./, packages: /./ },
}

/** Where a feature meets the outside: mail servers, sockets, files of other programs. */
const edges = ['sending', 'imap', 'listening', 'importing']
for (const edge of edges) {
  stations[edge] = {
    own: ['contract', 'rules', 'store', 'actions', 'reading', 'texts', ...edges],
    other: ['actions', 'rules', 'contract'],
    platform: /./,
    packages: /./,
  }
}
stations.jobs = { ...stations.jobs!, own: [...stations.jobs!.own, ...edges] }
stations.routes = { ...stations.routes!, own: [...stations.routes!.own, ...edges] }

/** Where a file stands: `actions/open-case.ts` and `actions.ts` are the same station; `files.routes.ts` is one of routes. */
function stationOf(path: string): string {
  const [, ...parts] = relative(resolve(source, 'features'), path).split(sep)
  const folder = parts.length > 1 ? parts.find((part) => part in stations) : undefined
  return (
    folder ??
    basename(path)
      .replace(/\.tsx?$/, '')
      .split('.')
      .at(-1)!
  )
}

const featureOf = (path: string): string => relative(resolve(source, 'features'), path).split(sep)[0]!
const impure = /\bawait\b|\basync\b|new Date\(\)|Date\.now|Math\.random|process\.|console\./
const importsOf = (text: string): string[] =>
  [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\)/g),
  ].map((match) => match[1] ?? match[2]!)

export function offences(file: string, text: string): string[] {
  const name = relative(root, file)
  const station = stations[stationOf(file)]
  if (!station) return [`${name} is no known station`]
  const wrong = importsOf(text).filter((specifier) => {
    if (!specifier.startsWith('.')) return !station.packages.test(specifier)
    const target = resolve(dirname(file), specifier)
    if (target.includes(`${sep}platform${sep}`)) {
      return !station.platform.test(relative(resolve(source, 'platform'), target).replace(/\.ts$/, ''))
    }
    if (!target.includes(`${sep}features${sep}`)) return true
    return !(featureOf(target) === featureOf(file) ? station.own : station.other).includes(stationOf(target))
  })
  const found = wrong.map((specifier) => `${name} may not import ${specifier}`)
  return stationOf(file) === 'rules' && impure.test(withoutComments(text)) ? [...found, `${name} is not pure`] : found
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
const filesOf = (pattern: string): string[] =>
  globSync(pattern, { cwd: source })
    .filter((file) => !/\.test\.tsx?$|\.d\.ts$/.test(file))
    .map((file) => resolve(source, file))

test('every station imports only what it may', () => {
  const files = filesOf('features/**/*.ts')
  expect(files.length).toBeGreaterThan(80)
  expect(files.flatMap((file) => offences(file, readFileSync(file, 'utf8')))).toEqual([])
})

test('a planted offence is caught', () => {
  const planted =
    "import { sql } from 'kysely'\nimport * as store from './store.ts'\nexport const now = () => new Date()"
  expect(offences(resolve(source, 'features/sla/rules.ts'), planted)).toHaveLength(3)
  expect(
    offences(resolve(source, 'features/sla/store.ts'), "import { openCase } from '../cases/actions/open-case.ts'"),
  ).toHaveLength(1)
  const reachesIn = "import { hoursOf } from '../../calendars/store.ts'\nimport { clocksOf } from '../store/clocks.ts'"
  expect(offences(resolve(source, 'features/sla/actions/keep-time.ts'), reachesIn)).toEqual([
    'src/features/sla/actions/keep-time.ts may not import ../../calendars/store.ts',
  ])
})

const writing =
  /(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)'|(?:insertRows|updateAtVersion|deleteAtVersion)\(\s*\w+,\s*'(\w+)'|\b(?:insert into|delete from|update)\s+(?!set\b)(\w+)/g
const writtenIn = (text: string): string[] =>
  [...withoutComments(text).matchAll(writing)].map((match) => match.slice(1).find((name) => name !== undefined)!)

/** Tables that a second feature writes too, and what of them. The demo company is written and removed across all. */
const alsoWritten: Record<string, readonly string[]> = {
  // How many messages it has, in the statement that writes them; when routing looks at it again.
  cases: ['conversations', 'routing'],
  // What a merge takes along.
  case_relation: ['cases'],
  // Every team is made with a queue of its own.
  queue: ['people'],
  // Links that let somebody in, and links that let a customer confirm: told apart by their purpose.
  link_token: ['portal'],
}
const known = new Set(
  readFileSync(resolve(source, 'platform/tables.gen.ts'), 'utf8')
    .split('export interface DB {')[1]!
    .match(/^ {2}\w+(?=:)/gm)!
    .map((name) => name.trim()),
)

/** The features that write a table, without those that may write it beside its owner. */
function writersOf(files: readonly (readonly [file: string, text: string])[]): [table: string, features: string[]][] {
  const found = new Map<string, Set<string>>()
  for (const [file, text] of files) {
    const feature = featureOf(file)
    for (const table of writtenIn(text)) {
      if (!known.has(table) || feature === 'demo' || alsoWritten[table]?.includes(feature)) continue
      found.set(table, (found.get(table) ?? new Set()).add(feature))
    }
  }
  return [...found].map(([table, features]) => [table, [...features].toSorted()])
}

test('a table is written by one feature', () => {
  const files = filesOf('features/**/*.ts').map((file) => [file, readFileSync(file, 'utf8')] as const)
  const writers = writersOf(files)
  expect(writers.length).toBeGreaterThan(60)
  expect(writers.filter(([, features]) => features.length > 1)).toEqual([])
  const breach = "sql`update sla_clock set state = 'met'`"
  const caught = writersOf([...files, [resolve(source, 'features/tasks/store.ts'), breach]])
  expect(caught.filter(([, features]) => features.length > 1)).toEqual([['sla_clock', ['sla', 'tasks']]])
})

test('the platform and the shared parts of the web know no feature', () => {
  const offenders = [...filesOf('platform/**/*.ts'), ...filesOf('web/ui/**/*.{ts,tsx}')].filter((file) =>
    importsOf(readFileSync(file, 'utf8')).some((specifier) => /\/features\//.test(specifier)),
  )
  expect(offenders.map((file) => relative(root, file))).toEqual([])
})

/** Files that import each other in a loop, each loop once. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const [order, low, path] = [new Map<string, number>(), new Map<string, number>(), [] as string[]]
  const found: string[][] = []
  const visit = (file: string) => {
    order.set(file, order.size)
    low.set(file, order.get(file)!)
    path.push(file)
    for (const next of imports.get(file) ?? []) {
      if (!order.has(next)) visit(next)
      if (path.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!))
    }
    if (low.get(file) !== order.get(file)) return
    const circle = path.splice(path.indexOf(file))
    if (circle.length > 1) found.push(circle.toSorted())
  }
  for (const file of imports.keys()) if (!order.has(file)) visit(file)
  return found
}

test('files do not import each other in a circle', () => {
  const files = filesOf('**/*.{ts,tsx}')
  const imports = new Map(
    files.map((file) => {
      const own = importsOf(readFileSync(file, 'utf8')).filter((specifier) => specifier.startsWith('.'))
      return [
        file,
        own.map((specifier) => resolve(dirname(file), specifier)).filter((target) => files.includes(target)),
      ]
    }),
  )
  expect(circles(imports).map((circle) => circle.map((file) => relative(root, file)))).toEqual([])
  const planted = new Map([['a', ['b']], ['b', ['c']], ['c', ['a', 'd']], ['d', []]]) // biome-ignore format: a graph
  expect(circles(planted)).toEqual([['a', 'b', 'c']])
})

test('the clock of the machine is read in one place', () => {
  const files = filesOf('{features,platform}/**/*.ts').filter((file) => !file.endsWith('platform/time.ts'))
  const offenders = files.filter((file) => /new Date\(\)|Date\.now\(/.test(withoutComments(readFileSync(file, 'utf8'))))
  expect(offenders.map((file) => relative(root, file))).toEqual([])
})

test('no file grows past 250 lines', () => {
  const long = filesOf('**/*.{ts,tsx}').filter(
    (file) => !file.endsWith('.gen.ts') && readFileSync(file, 'utf8').split('\n').length > 251,
  )
  expect(long.map((file) => relative(root, file))).toEqual([])
})
