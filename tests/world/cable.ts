import { connect, createServer, type Server, type Socket } from 'node:net'

/** The network between a program and its database, which can be cut and mended. */
export interface Cable {
  url: string
  cut: () => Promise<void>
  mend: () => Promise<void>
}

export async function cableTo(databaseUrl: string): Promise<Cable> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let server: Server
  const lay = (port: number) =>
    new Promise<number>((laid) => {
      server = createServer((near) => {
        const far = connect({ port: Number(target.port), host: target.hostname })
        near.pipe(far).pipe(near)
        for (const socket of [near, far]) {
          sockets.add(socket)
          socket.on('error', () => {})
          socket.on('close', () => {
            sockets.delete(socket)
            near.destroy()
            far.destroy()
          })
        }
      }).listen(port, '127.0.0.1', () => laid((server.address() as { port: number }).port))
    })
  const port = await lay(0)
  const url = new URL(databaseUrl)
  url.port = String(port)
  return {
    url: url.href,
    cut: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
    mend: async () => void (await lay(port)),
  }
}
