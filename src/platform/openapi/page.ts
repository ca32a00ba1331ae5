import type { Answer, OpenApi, Operation, Parameter } from './document.ts'
import { pageStyle } from './page-style.ts'
import type { Schema } from './schemas.ts'
import { example, shapeText } from './shape-text.ts'

/** The reference as one page of plain HTML: no scripts, nothing from elsewhere, made from the document alone. */
export function referencePage(document: OpenApi, base: string): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const nouns = document.tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ operation }) => operation.tags.includes(name)),
  }))
  const index = nouns
    .map(({ name, operations }) => {
      const links = operations.map(
        ({ method, operation }) =>
          `<li><a href="#${operation.operationId}"><span class="${method}">${method}</span>${operation.operationId}</a></li>`,
      )
      return `<details open><summary>${name}</summary><ul>${links.join('')}</ul></details>`
    })
    .join('')
  const sections = nouns.map(
    ({ name, operations }) =>
      `<section><h2 id="noun-${name}">${name}</h2>${operations
        .map((each) => article(each.path, each.method, each.operation, base))
        .join('')}</section>`,
  )
  const { info, components } = document
  const refusals = Object.entries(components.responses as Record<string, Answer>).map(
    ([name, { description }]) =>
      `<tr><td><code>${name.replace('Refused', '')}</code></td><td>${description.split('\n\n').map(words).join('<br>')}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} API</title><style>${pageStyle}</style></head>
<body><nav aria-label="Endpoints"><p class="brand">${info.title} <small>API ${escaped(info.version)}</small></p>${index}</nav>
<main><h1>${info.title} API</h1><p class="lead">${words(info.description)}</p>
<p>The same as a document for programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI ${document.openapi}).</p>
${sections.join('\n')}
<section><h2 id="refusals">refusals</h2><p>Every refusal is one of these, in problem+json, with its <code>code</code>.</p>
<div class="wide"><table><thead><tr><th>status</th><th>code and text</th></tr></thead><tbody>${refusals.join('')}</tbody></table></div></section>
</main></body></html>`
}

function article(path: string, method: string, operation: Operation, base: string): string {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation
  const open = operation.security?.length === 0 ? ' <small class="open">without sign-in</small>' : ''
  const [sent] = Object.entries(requestBody?.content ?? {})
  const answers = Object.entries(responses).flatMap(([status, answer]) =>
    '$ref' in answer ? [] : [{ status, answer }],
  )
  const refused = Object.keys(responses).filter((status) => '$ref' in responses[status]!)
  return `<article id="${operationId}"><h3><span class="${method}">${method}</span><code>${escaped(path)}</code>${open}</h3>
<p>${words(summary)}${description ? ` ${words(description)}` : ''}</p>
${parameterTable(parameters)}
${sent ? shape(`Body · ${sent[0]}`, sent[1].schema) : ''}
${answers.map(({ status, answer }) => answerShape(status, answer)).join('')}
<details class="try"><summary>Example</summary><pre>${escaped(curl(path, method, operation, base))}</pre></details>
${refused.length > 0 ? `<p class="refused">Refused with ${refused.map((status) => `<a href="#refusals">${status}</a>`).join(', ')}</p>` : ''}</article>`
}

function parameterTable(parameters: Parameter[]): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    ({ name, in: place, required, description = '', schema }) =>
      `<tr><td><code>${escaped(name)}</code>${required ? '' : '<small> optional</small>'}</td><td>${place}</td>` +
      `<td><code>${escaped(shapeText(schema))}</code>${description ? `<br>${words(description)}` : ''}</td></tr>`,
  )
  return `<div class="wide"><table><thead><tr><th>parameter</th><th>in</th><th>what</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function answerShape(status: string, { description, content = {} }: Answer): string {
  return Object.entries(content)
    .map(([type, { schema }]) => shape(`Answer ${status} · ${type}`, schema, description))
    .join('')
}

function shape(title: string, schema: Schema | undefined, otherwise = 'Bytes as they are.'): string {
  const text =
    schema && schema.type !== 'string' ? `<pre>${escaped(shapeText(schema))}</pre>` : `<p>${words(otherwise)}</p>`
  return `<details><summary>${escaped(title)}</summary>${text}</details>`
}

function curl(
  path: string,
  method: string,
  { parameters = [], requestBody, security }: Operation,
  base: string,
): string {
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(example(schema)))}`)
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(example(parameters.find((parameter) => parameter.name === name)?.schema ?? {})),
  )
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${base}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}'`,
  ]
  if (security?.length !== 0) lines.push(`-H "Authorization: Bearer $CASEWARD_KEY"`)
  const [sent] = Object.entries(requestBody?.content ?? {})
  if (sent?.[0] === 'application/json') {
    lines.push(
      `-H 'Content-Type: application/json'`,
      `-d '${JSON.stringify(example(sent[1].schema ?? {})).replaceAll("'", "'\\''")}'`,
    )
  } else if (sent) {
    lines.push(`-H 'Content-Type: ${sent[0] === '*/*' ? 'image/png' : sent[0]}'`, '--data-binary @FILE')
  }
  return lines.join(' \\\n  ')
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => signs[sign]!)
const words = (text: string) => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>')
