import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { CannotStart } from './cannot-start.ts'
import { type Config, readConfig } from './config.ts'

/** One command of the command line: a file in src/commands/, and a line in src/commands.ts. */
export interface Command {
  /** One line, for the list of commands. */
  summary: string
  /** What follows the name, such as `FILE…`; further lines explain it. */
  usage: string
  options?: ParseArgsOptionsConfig
  /** Whether files may be named on the line; without it, a word too many is refused. */
  takesFiles?: true
  run: (context: CommandContext) => Promise<void>
}

export interface CommandContext {
  config: Config
  /** What stands on the line beside options. */
  args: string[]
  options: Record<string, unknown>
  /** Where the person stands: files named on the line count from here. */
  workingDir: string
  /** A line of the result, to stdout. */
  print: (line: string) => void
  /** A line about what is going on, to stderr, so that results can be piped on. */
  say: (line: string) => void
  /** Aborted when somebody wants the program to end. */
  stop: AbortSignal
}

/** The line was not one of the command: shown with its usage. */
export class WrongUsage extends Error {
  override name = 'WrongUsage'
}

/** Names may be of two words, such as `key create`. Loaded only when wanted. */
export type Commands = Readonly<Record<string, () => Promise<{ command: Command }>>>

interface World extends Pick<CommandContext, 'workingDir' | 'print' | 'say' | 'stop'> {
  environment: Readonly<Record<string, string | undefined>>
  /** The program's folder. */
  home: string
}

/** Runs one command line. Answers the exit code: 0 done, 1 it could not be done, 2 wrong usage or settings. */
export async function runCommandLine(commands: Commands, line: string[], world: World): Promise<number> {
  const { print, say } = world
  const name = [line.slice(0, 2).join(' '), line[0] ?? ''].find((candidate) => candidate in commands)
  if (name === undefined) {
    const asked = line.length === 0 || line.includes('--help') || line[0] === 'help'
    if (!asked) say(`There is no command "${line.slice(0, 2).join(' ')}".`)
    for (const text of await overview(commands)) (asked ? print : say)(text)
    return asked ? 0 : 2
  }
  const { command } = await commands[name]!()
  try {
    const rest = line.slice(name.split(' ').length)
    const { values, positionals } = parse(rest, command)
    if (values.help) {
      print(usageOf(name, command))
      return 0
    }
    if (positionals.length > 0 && !command.takesFiles) throw new WrongUsage(`"${positionals[0]}" is not expected here.`)
    const settings = readConfig(world.environment, world.home)
    if (!settings.ok) {
      for (const problem of settings.problems) say(problem)
      say('Caseward was not started; please correct the settings above.')
      return 2
    }
    const { workingDir, stop } = world
    await command.run({ config: settings.config, args: positionals, options: values, workingDir, print, say, stop })
    return 0
  } catch (error) {
    if (error instanceof WrongUsage) {
      say(error.message)
      say(usageOf(name, command))
      return 2
    }
    if (!(error instanceof CannotStart)) throw error
    say(error.message)
    return 1
  }
}

function parse(args: string[], command: Command): { values: Record<string, unknown>; positionals: string[] } {
  try {
    const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
}

function usageOf(name: string, { summary, usage }: Command) {
  return `Usage: caseward ${name} ${usage}`.trimEnd().concat(`\n\n${summary}`)
}

async function overview(commands: Commands): Promise<string[]> {
  const all = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => ({ name, summary: (await load()).command.summary })),
  )
  const width = Math.max(...all.map(({ name }) => name.length))
  return [
    'Usage: caseward COMMAND (or: npm run caseward -- COMMAND)',
    '',
    ...all.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'caseward COMMAND --help tells more about one.',
  ]
}
