#!/usr/bin/env node
// Fails when the first load of the workspace, script and style together, is larger than it may be.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const limitKilobytes = 250
const built = join(dirname(fileURLToPath(import.meta.url)), '../dist/web')
const manifestPath = join(built, '.vite/manifest.json')

if (!existsSync(manifestPath)) {
  console.error('There is no built web application in dist/web. Run: npx vite build')
  process.exit(2)
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))
// what a person waits for: the shell and the screen with the list and the case; what is typed into comes after
const files = filesOf(['index.html', 'features/cases/WorkScreen.tsx'])
const sizes = [...files].map((file) => ({
  file,
  bytes: gzipSync(readFileSync(join(built, file)), { level: 9 }).length,
}))
const kilobytes = sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1000

for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${file}`)
}
console.log(
  `${kilobytes.toFixed(1).padStart(7)} kB  first load of the workspace, compressed; at most ${limitKilobytes}`,
)
process.exit(kilobytes > limitKilobytes ? 1 : 0)

/** The entries, everything they import at once, and their style sheets. */
function filesOf(entries, found = new Set()) {
  for (const entry of entries) {
    const chunk = manifest[entry]
    if (!chunk) throw new Error(`${entry} is not part of the build`)
    if (found.has(chunk.file)) continue
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file)
    filesOf(chunk.imports ?? [], found)
  }
  return found
}
