import { expect, test } from 'vitest'
import { commands } from '../src/commands.ts'
import { runCommandLine } from '../src/platform/cli.ts'
import { home } from './world/program.ts'

/** What a command line prints, says beside it, and ends with, where nothing is opened yet. */
async function caseward(line: string, environment: Record<string, string> = {}) {
  const [printed, said]: [string[], string[]] = [[], []]
  const code = await runCommandLine(commands, line.split(' ').filter(Boolean), {
    environment,
    home,
    workingDir: home,
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
    stop: AbortSignal.abort(),
  })
  return { code, printed: printed.join('\n'), said: said.join('\n') }
}

const names = Object.keys(commands)

test('all of them are told by --help, and by nothing at all', async () => {
  for (const line of ['--help', 'help', '']) {
    const { code, printed } = await caseward(line)
    expect(code).toBe(0)
    for (const name of names) expect(printed).toContain(name)
  }
})

test.each(names)('%s tells how it is used, even where a setting is wrong', async (name) => {
  for (const flag of ['--help', '-h']) {
    const { code, printed, said } = await caseward(`${name} ${flag}`, { PORT: 'no' })
    expect({ code, said }).toEqual({ code: 0, said: '' })
    expect(printed).toMatch(new RegExp(`^Usage: caseward ${name}\\b`))
  }
})

test.each(names)('%s refuses what it does not know, with its usage, and ends with 2', async (name) => {
  const { code, printed, said } = await caseward(`${name} --no-such-option`)
  expect({ code, printed }).toEqual({ code: 2, printed: '' })
  expect(said).toContain('--no-such-option')
  expect(said).toContain(`Usage: caseward ${name}`)
})

test.each(names)('%s does not begin with a wrong setting, and ends with 2', async (name) => {
  const { code, said } = await caseward(name, { PORT: 'no', CASEWARD_DEMO: 'perhaps' })
  expect(code).toBe(2)
  for (const setting of ['PORT', 'CASEWARD_DEMO']) expect(said).toContain(`${setting} is `)
})

test.each([
  ['backup', 'Say one FILE'],
  ['backup one.tar.gz two.tar.gz', 'Say one FILE'],
  ['restore', 'Say which FILE'],
  ['mail import', 'Which files?'],
  ['key create', '--role is needed'],
  ['key create --role agent', '--name is needed'],
  ['key create --role king --name Louis', '--role is needed'],
  ['demo remove', '"remove" is not expected here'],
  ['migrate now', '"now" is not expected here'],
  ['mail', 'There is no command "mail"'],
  ['sreve', 'There is no command "sreve"'],
])('“%s” is asked for what is missing, and ends with 2', async (line, asked) => {
  const { code, said } = await caseward(line)
  expect(code).toBe(2)
  expect(said).toContain(asked)
})

test('what cannot be done ends with 1 and a sentence', async () => {
  const { code, said } = await caseward('mail import no-such-file.eml')
  expect(code).toBe(1)
  expect(said).toMatch(/no-such-file\.eml is not a file\. Nothing was imported\./)
})
