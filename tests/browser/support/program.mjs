// Starts the real program on a demonstration in a folder of its own, and ends it again.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const program = process.env.GWARCHOD_PROGRAM ?? join(root, 'build/dev/gwarchod')
const pages = process.env.GWARCHOD_PAGES ?? join(root, 'build/pages')
const run = promisify(execFile)
const startMsMax = 180_000
const stopMsMax = 20_000

async function listen(data, address, options) {
  const child = spawn(
    program,
    ['serve', '--data', data, '--listen', address, '--pages', pages, ...options],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${program} did not listen:\n${said}`)),
      startMsMax,
    )
    const hear = (chunk) => {
      said += chunk
      const found = /http:\/\/[\w.[\]:-]+:\d+/.exec(said)
      if (!found) return
      clearTimeout(timer)
      resolve(found[0])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}:\n${said}`)))
  })
  return { child, url }
}

async function end(child) {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMsMax)
  await gone
  clearTimeout(timer)
}

/**
 * A running demonstration: its address, the program and its data folder, and how to stop it, start it again
 * and clear it away.
 * `options` are further options of `gwarchod serve`.
 */
export async function startProgram(...options) {
  const data = await mkdtemp(join(tmpdir(), 'gwarchod-browser-'))
  return runningIn(data, ['--demo', ...options])
}

/**
 * A running authority of so many invented providers, and `link`, the path at which its one officer chooses a
 * password.
 */
export async function startAuthority({ providers, events, days }) {
  const data = await mkdtemp(join(tmpdir(), 'gwarchod-browser-'))
  const at = ['--data', join(data, 'data')]
  const size = ['--providers', providers, '--events', events, '--days', days].map(String)
  await run(program, ['simulate', ...at, ...size])
  const added = await run(program, ['account', 'add', 'officer', '--name', 'Officer', ...at])
  const link = /\/sign-in#token=\S+/.exec(added.stdout)?.[0]
  if (!link) throw new Error(`no link in: ${added.stdout}`)
  return { ...(await runningIn(data, [])), link }
}

async function runningIn(data, options) {
  let running = await listen(join(data, 'data'), '127.0.0.1:0', options)
  const url = running.url
  return {
    url,
    path: program,
    data: join(data, 'data'),
    stop: () => end(running.child),
    start: async () => {
      running = await listen(join(data, 'data'), new URL(url).host, options)
    },
    clear: async () => {
      await end(running.child)
      await rm(data, { recursive: true, force: true })
    },
  }
}
