// Takes pictures of a running workspace and asks axe about each: node bin/pictures.js URL FOLDER [pattern]
// Signs in with CASEWARD_EMAIL and CASEWARD_PASSWORD, and looks as a colleague of the demo company where CASEWARD_AS
// names one. Ends with an error when axe finds a violation or a page fails.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { openBrowser } from '../tests/world/browser.ts'

const [url, folder, pattern = '.'] = process.argv.slice(2)
const { CASEWARD_EMAIL: email, CASEWARD_PASSWORD: password, CASEWARD_AS: colleague } = process.env
if (!url || !folder || !email || !password) {
  console.error(
    'usage: CASEWARD_EMAIL=… CASEWARD_PASSWORD=… node bin/pictures.js http://127.0.0.1:3000 FOLDER [pattern]',
  )
  process.exit(2)
}

const sizes = [
  [1440, 900],
  [1024, 768],
  [390, 844],
]
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** A page without stillness, such as one that keeps loading, is pictured as it is after this. */
const patienceMs = 15_000

mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
const session = await signedIn()
const filter = new RegExp(pattern)
let wrong = 0
for (const [name, path] of await screens()) {
  for (const [width, height] of sizes) {
    for (const scheme of ['light', 'dark']) {
      const title = `${name}-${width}-${scheme}`
      if (!filter.test(title)) continue
      wrong += await picture(title, path, width, height, scheme).catch((error) => {
        console.log(`${title}\n    ${error.message.split('\n')[0]}`)
        return 1
      })
    }
  }
}
await browser.close()
console.log(`${wrong} wrong`)
process.exit(wrong > 0 ? 1 : 0)

async function signedIn() {
  const context = await browser.newContext({ baseURL: url })
  const answer = await context.request.post('/api/v1/session', { data: { email, password } })
  if (!answer.ok()) throw new Error(`Signing in failed: ${await answer.text()}`)
  if (colleague) {
    const { items } = await (await context.request.get('/api/v1/people')).json()
    const person = items.find(({ name }) => name.startsWith(colleague))
    if (!person) throw new Error(`Nobody here is called ${colleague}.`)
    const looked = await context.request.post(`/api/v1/people/${person.id}/demo-session`)
    if (!looked.ok()) throw new Error(`Looking as ${person.name} failed: ${await looked.text()}`)
  }
  return context.storageState()
}

/** Every screen worth looking at, by name and address; those of a case use the first one open. */
async function screens() {
  const context = await browser.newContext({ baseURL: url, storageState: session })
  const list = async (path) => (await (await context.request.get(`/api/v1${path}`)).json()).items ?? []
  const [found] = await list('/cases?status=unresolved&sort=due&limit=1')
  const number = found?.number
  const known = (await list('/cases?q=Invoice%203381&limit=1'))[0]
  const account = known?.account?.id ?? found?.account?.id
  const [contract] = account ? await list(`/service-contracts?account=${account}`) : []
  const [asked] = await list('/search?q=hairline&kind=case')
  const [problem] = await list('/cases?family=problem&limit=1')
  const sidesOf = async (ref) => (ref ? await list(`/cases/${ref}/side-conversations`) : [])
  const sides = [
    ['side-mail', asked?.number, (await sidesOf(asked?.number))[0]],
    ['side-internal', known?.number, (await sidesOf(known?.number))[0]],
  ]
  const ofCase = [
    ['case', `/cases/${number}`],
    ['case-why-due', `/cases/${number}?why=due`],
    ['case-why-owner', `/cases/${number}?why=owner`],
    ['case-note', `/cases/${number}?write=note`],
    ['case-approvals', `/cases/${number}?sheet=approvals`],
    ['case-ask-approval', `/cases/${number}?sheet=ask`],
    ['case-closure', `/cases/${number}?sheet=close`],
    ['views-split', `/views?layout=split&case=${number}`],
    ['case-child', `/cases/${number}?sheet=child`],
    ...['why=stage', 'why=next', 'write=call', 'write=task', 'sheet=merge', 'sheet=escalate', 'sheet=form'].map(
      (part) => [`case-${part.split('=')[1]}`, `/cases/${number}?${part}`],
    ),
    ...(problem
      ? [
          ['problem', `/cases/${problem.number}`],
          ['problem-family', `/cases/${problem.number}?sheet=family`],
          ['problem-link', `/cases/${problem.number}?sheet=link`],
          ['problem-tell', `/cases/${problem.number}?sheet=tell`],
          ['problem-closure', `/cases/${problem.number}?sheet=close`],
        ]
      : []),
  ]
  return [
    ['home', '/'],
    ['my-next', '/my-next'],
    ['team-tasks', '/team-tasks'],
    ['escalated', '/escalated'],
    ['promises', '/promises'],
    ['away', '/away'],
    ['workload', '/workload'],
    ['leave', '/leave'],
    ['views', '/views'],
    ['views-filtered', '/views?status=open&priority=high,critical&owner=me,none&sort=-created'],
    ['views-empty', '/views?q=thisstandsnowhere'],
    ['search', '/search'],
    ['search-found', '/search?q=invoice'],
    ['search-nothing', '/search?q=thisstandsnowhere'],
    ['palette', '/?palette=1'],
    ['new-case', '/?new=case'],
    ['views-board', '/views?layout=board&status=unresolved&sort=due'],
    ['views-calendar', '/views?layout=calendar&status=unresolved'],
    ['keys', '/?help=1'],
    ['accounts', '/accounts'],
    ...(account ? [['account', `/accounts/${account}`]] : []),
    ...(known?.contact ? [['contact', `/contacts/${known.contact.id}`]] : []),
    ['contracts', '/contracts'],
    ...(contract
      ? [
          ['contract', `/contracts/${contract.id}`],
          ['contract-change', `/contracts/${contract.id}?sheet=change`],
          ['contract-take', `/contracts/${contract.id}?sheet=take`],
          ['account-contract', `/accounts/${account}?sheet=new-contract`],
        ]
      : []),
    ...(known
      ? [
          ['case-known', `/cases/${known.number}`],
          ['case-coverage', `/cases/${known.number}?sheet=coverage`],
        ]
      : []),
    ['team-tasks-sides', '/team-tasks?of=sides'],
    ...sides.flatMap(([name, of, side]) => (side ? [[name, `/cases/${of}?side=${side.id}`]] : [])),
    ...(asked
      ? [
          ['side-list', `/cases/${asked.number}`],
          ['side-start', `/cases/${asked.number}?side=new`],
        ]
      : []),
    ['notifications', '/notifications'],
    ['me', '/me'],
    ['studio-types-arrows', '/studio/types?type=technical_issue&stage=1'],
    ['studio-types-walk', '/studio/types?type=technical_issue&sheet=walk'],
    ['studio-types-versions', '/studio/types?type=billing_dispute&sheet=versions'],
    ...[
      'types',
      'sla',
      'calendars',
      'routing',
      'escalation',
      'products',
      'mail',
      'mailboxes',
      'people',
      'skills',
      'roles',
      'teams',
      'access',
      'organisation',
      'keys',
      'proof',
      'surveys',
      'overrides',
      'audit',
    ].map((room) => [`studio-${room}`, `/studio/${room}`]),
    ['studio-routing-queue', '/studio/routing?queue=new'],
    ['studio-routing-rule', '/studio/routing?rule=new'],
    ['studio-routing-fairness', '/studio/routing?of=fairness'],
    ['studio-types-new', '/studio/types?sheet=new'],
    ['studio-invite', '/studio/people?sheet=invite'],
    ...(number ? ofCase : []),
  ]
}

async function picture(title, path, width, height, scheme) {
  const context = await browser.newContext({
    baseURL: url,
    storageState: session,
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    deviceScaleFactor: width < 500 ? 2 : 1,
    bypassCSP: true,
  })
  const page = await context.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(path)
  await page.locator('main').waitFor({ timeout: patienceMs })
  await settled(page)
  await page.screenshot({ path: join(folder, `${title}.png`), timeout: 4 * patienceMs })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  await page.evaluate(axe)
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules)
  const said = [
    ...(wide ? ['wider than the screen'] : []),
    ...errors,
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(saidOf).join(' | ')}`),
  ]
  console.log([title, ...said].join('\n    '))
  await context.close()
  return said.length
}

function saidOf(node) {
  return `${node.target} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`.slice(0, 260)
}

/** No skeleton is left, the faces are loaded, and nothing moves. The live stream never ends, so the network says nothing. */
async function settled(page) {
  await page
    .waitForFunction(() => !document.querySelector('.mantine-Skeleton-root') && document.querySelector('h1, h2'), {
      timeout: patienceMs,
    })
    .catch(() => {})
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(400)
}
