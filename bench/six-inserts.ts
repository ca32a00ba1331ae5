import Fastify from 'fastify'
import pg from 'pg'

// What a bare server does: one request, one transaction, six plain inserts of a few hundred bytes each.
const [url, port] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url!, max: 16 })
await pool.query(`drop table if exists bench_plain;
  create table bench_plain (id bigint generated always as identity primary key, kind int not null, at timestamptz not null default now(),
    content jsonb not null)`)
const app = Fastify()
app.post('/', async (request) => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (let kind = 0; kind < 6; kind++)
      await client.query({
        name: 'plain',
        text: 'insert into bench_plain (kind, content) values ($1, $2) returning id',
        values: [kind, JSON.stringify(request.body)],
      })
    await client.query('commit')
  } finally {
    client.release()
  }
  return { ok: true }
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('the bare server is open\n')
process.on('SIGTERM', () => process.exit(0))
