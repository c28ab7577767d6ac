// The real program over a folder of our own: started, killed, asked, as its users and its
// operating system would.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
export const program = process.env.GWARCHOD_PROGRAM ?? join(root, 'build/dev/gwarchod')
const startMsMax = 60_000
export const providers = ['rose-court', 'ty-hafan', 'sea-view']

const keyOf = (data) => `${data}.key`

/**
 * Starts `gwarchod serve`. `ready` becomes { url, token } once it listens (token: of the first
 * sign-in, where there is one), or null when it ended before that.
 */
export function start(data) {
  const child = spawn(
    program,
    ['serve', '--data', data, '--master-key', keyOf(data), '--listen', '127.0.0.1:0'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const server = { child, said: '', gone: once(child, 'exit') }
  server.ready = new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`it does not listen:\n${server.said}`)),
      startMsMax,
    )
    const hear = (chunk) => {
      server.said += chunk
      const url = /(http:\/\/127\.0\.0\.1:\d+)\n/.exec(server.said)
      const wantsToken = server.firstStart && !/token=/.test(server.said)
      if (!url || wantsToken) return
      clearTimeout(timer)
      resolve({ url: url[1], token: /token=(\S+)/.exec(server.said)?.[1] })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', (chunk) => (server.said += chunk))
    server.gone.then(() => {
      clearTimeout(timer)
      resolve(null)
    })
  })
  return server
}

/** As `start`, on an empty folder, with a new master key: ready once the token of the first sign-in is told too. */
export async function startFirst(data) {
  const made = run('keys', 'make', keyOf(data))
  if (made.status !== 0) throw new Error(made.stderr)
  const server = start(data)
  server.firstStart = true
  return { server, ...(await server.ready) }
}

export async function end(server, signal) {
  server.child.kill(signal)
  await server.gone
}

/** Runs a command of the program to its end. */
export function run(...words) {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** A person signed in: what survives the server's end is the cookie and the token. */
export class Client {
  #cookie = ''
  #csrf = ''

  async ask(url, method, path, body, headers = {}) {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: {
        Cookie: this.#cookie,
        'X-CSRF-Token': this.#csrf,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const cookie = response.headers.get('set-cookie')
    if (cookie) this.#cookie = cookie.split(';')[0]
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    const answer = isJson ? JSON.parse(text) : text
    if (answer.csrfToken) this.#csrf = answer.csrfToken
    return { status: response.status, answer }
  }

  async signInByLink(url, token) {
    return this.ask(url, 'POST', 'session/link', { token, password: 'a long enough password' })
  }

  /** The events of the log from a position on. */
  async events(url, from) {
    const { status, answer } = await this.ask(url, 'GET', `export?format=jsonl&from=${from}`)
    if (status !== 200) throw new Error(`export: ${status} ${JSON.stringify(answer)}`)
    return answer
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  }
}

/** Administrator and officer of an authority just begun, and three providers. */
export async function begin(url, token) {
  const administrator = new Client()
  await administrator.signInByLink(url, token)
  const { answer } = await administrator.ask(url, 'POST', 'accounts', {
    account: 'officer',
    name: 'Eleri Price',
    role: 'OFFICER',
    agency: 'COUNCIL_SAFEGUARDING',
  })
  const officer = new Client()
  await officer.signInByLink(url, /token=(\S+)/.exec(answer.url)[1])
  for (const provider of providers) {
    const { status, answer: told } = await officer.ask(url, 'POST', 'providers', {
      provider,
      envelope: { occurredFrom: '2026-01-05', source: 'COUNCIL_CONTRACTS' },
      body: {
        name: provider,
        sector: 'PRIVATE',
        service: 'CARE_HOME_RESIDENTIAL',
        inCounty: true,
        inUse: true,
        town: 'Barry',
        responsibleIndividual: 'Mr Owner',
      },
    })
    if (status !== 201) throw new Error(`register: ${status} ${JSON.stringify(told)}`)
  }
  return { administrator, officer }
}

/** What the officer records of a provider: a complaint. */
export const complaint = {
  kind: 'Complaint',
  envelope: { occurredFrom: '2026-03-01', source: 'COUNCIL_COMPLAINTS', themes: ['MEDICATION'] },
  body: { stage: 'LOCAL_RESOLUTION', complainant: 'A daughter' },
}
