import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import type { Contract } from './src/platform/endpoint.ts'
import { cssVariables, theme } from './src/web/theme/theme.ts'

/** Mantine's variables for our theme as a static style sheet, so that the page needs no injected style element. */
function mantineVariables(): Plugin {
  const name = 'virtual:mantine-variables.css'
  return {
    name: 'mantine-variables',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? variablesOfTheme() : undefined),
  }
}

function variablesOfTheme(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme)
  const all = defaultCssVariablesResolver(merged)
  const more = cssVariables(merged)
  const ours = (part: 'variables' | 'light' | 'dark') => ({
    // what is ours in both schemes is not said anew by Mantine for one of them
    ...Object.fromEntries(
      Object.entries(all[part]).filter(([name]) => !(name in more.variables || isOfUnusedColour(name))),
    ),
    ...more[part],
  })
  return convertCssVariables({ variables: ours('variables'), light: ours('light'), dark: ours('dark') }, ':root')
}

/** The palettes that no screen names: most of what the variables would weigh. */
const isOfUnusedColour = (variable: string): boolean =>
  /^--mantine-color-(pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange)-/.test(variable)

/** What stands on the first screen has its sheet in theme/mantine.css, in Mantine's order; every other part brings its own. */
const firstParts = new Set(
  [
    ...readFileSync(resolve(import.meta.dirname, 'src/web/theme/mantine.css'), 'utf8').matchAll(/(\w+)\.layer\.css/g),
  ].map(([, part]) => part),
)
const sheetOf = (part: string) => `@mantine/core/styles/${part}.layer.css`

/** A part of Mantine that comes later comes with its style sheet. */
function partsBringTheirSheets(): Plugin {
  return {
    name: 'parts-bring-their-sheets',
    transform: (code, id) => {
      const part = /@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/.exec(id)?.[1]
      if (!part || firstParts.has(part)) return undefined
      if (!existsSync(resolve(import.meta.dirname, 'node_modules', sheetOf(part)))) return undefined
      return { code: `import '${sheetOf(part)}'\n${code}`, map: null }
    },
  }
}

/**
 * A screen needs of a contract only where to ask; the shapes stay with the server, and their library with them.
 * A screen that imports a shape as a value does not build.
 */
function contractsWithoutShapes(): Plugin {
  return {
    name: 'contracts-without-shapes',
    enforce: 'pre',
    load: async (id) => {
      if (
        !/\/src\/features\/\w+(\/imap)?\/contract(\/(opening|policies|policy-history|trial|attainment|sources|outgoing))?\.ts$/.test(
          id,
        )
      )
        return undefined
      const exported: Record<string, unknown> = await import(pathToFileURL(id).href)
      return Object.entries(exported)
        .filter(([name]) => name.endsWith('Contract'))
        .map(([name, contract]) => `export const ${name} = ${JSON.stringify(endpointsOf(contract as Contract))}`)
        .join('\n')
    },
  }
}

const endpointsOf = (contract: Contract) =>
  Object.fromEntries(Object.entries(contract).map(([name, { method, path }]) => [name, { method, path }]))

export default defineConfig({
  root: resolve(import.meta.dirname, 'src/web'),
  plugins: [contractsWithoutShapes(), react(), mantineVariables(), partsBringTheirSheets()],
  server: { proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 3000}` } },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    manifest: true,
    // a data: font or picture would need a hole in the content security policy
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
})
