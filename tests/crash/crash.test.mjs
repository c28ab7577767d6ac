// Writers over HTTP, and SIGKILL at a random moment, again and again: what was acknowledged is
// there, once, in order; nothing half; the tree verifies; the views are those of the log.
// GWARCHOD_CRASH_SEED repeats a run's moments, GWARCHOD_CRASH_ROUNDS its length.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { begin, complaint, end, providers, run, start, startFirst } from './support/server.mjs'
import { randomFrom } from './support/random.mjs'

const rounds = Number(process.env.GWARCHOD_CRASH_ROUNDS ?? 200)
const seed = Number(process.env.GWARCHOD_CRASH_SEED ?? Math.floor(Math.random() * 2 ** 32))
const recorders = 4
const writingMsMax = 80
const startingMsMax = 40
const wholeCheckEvery = 20

/** One who records complaints; what was sent and not answered is sent again, with its key. */
class Recorder {
  constructor(number, officer, acknowledged) {
    Object.assign(this, { number, officer, acknowledged, sent: 0, unanswered: null, resent: 0 })
  }

  async send(url) {
    this.resent += this.unanswered === null ? 0 : 1
    this.unanswered ??= { key: `w${this.number}-${++this.sent}`, at: this.sent % providers.length }
    const { key, at } = this.unanswered
    const path = `providers/${providers[at]}/records`
    const { status, answer } = await this.officer.ask(url, 'POST', path, complaint, {
      'Idempotency-Key': key,
    })
    assert.equal(status, 201, JSON.stringify(answer))
    this.unanswered = null
    assert.ok(!this.acknowledged.has(answer.eventId), `answered for two requests: ${key}`)
    this.acknowledged.set(answer.eventId, { key, ...answer })
  }
}

/** One who adds accounts: a commit of two events. */
class AccountMaker {
  constructor(administrator) {
    Object.assign(this, { administrator, next: 1, made: 0 })
  }

  async send(url) {
    const account = `person-${this.next}`
    const { status, answer } = await this.administrator.ask(url, 'POST', 'accounts', {
      account,
      name: 'A Person',
      role: 'READ_ONLY',
      agency: 'POLICE',
    })
    // 409: the answer to the first sending was lost with the server.
    assert.ok(status === 200 || status === 201 || status === 409, JSON.stringify(answer))
    this.next += 1
    this.made += 1
  }
}

async function writeUntilGone(writer, url, isGone) {
  while (!isGone()) {
    try {
      await writer.send(url)
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error
      return // no answer: the server is gone
    }
  }
}

/** What the log holds beyond `checked`, against what was acknowledged. */
function check(events, checked, acknowledged, versions) {
  let account = null
  for (const event of events) {
    assert.equal(event.position, ++checked.position, 'a gap in the log')
    const version = (versions.get(event.stream) ?? 0) + 1
    assert.equal(event.version, version, `a gap in ${event.stream}`)
    versions.set(event.stream, version)
    if (event.kind === 'Complaint') {
      const told = acknowledged.get(event.id)
      assert.ok(told, `recorded, but never acknowledged, at ${event.position}`)
      assert.equal(Number(told.position), event.position)
      assert.equal(Number(told.version), event.version)
      checked.complaints += 1
    }
    // The two events of a new account are one commit.
    if (account) {
      assert.equal(event.stream, account, 'half of a commit')
      account = null
    } else if (event.kind === 'AccountAdded' || event.version === 1) {
      account = event.stream.startsWith('account/person-') ? event.stream : null
    }
  }
  assert.equal(account, null, 'half of a commit at the end')
  assert.equal(checked.complaints, acknowledged.size, 'acknowledged, but not recorded')
}

/** The tree verifies, and the projections are those that a rebuild from nothing makes. */
function checkWhole(data) {
  const verified = run('verify', '--data', data, '--json')
  assert.equal(verified.status, 0, verified.stderr)
  assert.equal(JSON.parse(verified.stdout).whole, true)
  const rebuilt = run('rebuild', '--check', '--data', data, '--json')
  assert.equal(rebuilt.status, 0, rebuilt.stdout + rebuilt.stderr)
  assert.equal(JSON.parse(rebuilt.stdout).equal, true)
}

test(`a server killed ${rounds} times keeps what it acknowledged`, async (t) => {
  t.diagnostic(`GWARCHOD_CRASH_SEED=${seed}`)
  const random = randomFrom(seed)
  const folder = await mkdtemp(join(tmpdir(), 'gwarchod-crash-'))
  const data = join(folder, 'data')
  let server
  try {
    const first = await startFirst(data)
    server = first.server
    const { administrator, officer } = await begin(first.url, first.token)
    await end(server, 'SIGKILL')

    const acknowledged = new Map()
    const writers = Array.from(
      { length: recorders },
      (_, number) => new Recorder(number, officer, acknowledged),
    )
    writers.push(new AccountMaker(administrator))
    const checked = { position: 0, complaints: 0 }
    const versions = new Map()
    const begun = Date.now()
    for (let round = 1; round <= rounds; ++round) {
      server = start(data)
      if (random() < 0.1) {
        // Killed while it starts: whatever it was doing, the next one begins as if it had not.
        await new Promise((resolve) => setTimeout(resolve, random() * startingMsMax))
        await end(server, 'SIGKILL')
        server = start(data)
      }
      const ready = await server.ready
      assert.ok(ready, `does not start again:\n${server.said}`)
      // What was not answered is sent again, and then all that is in the log was acknowledged.
      for (const writer of writers) if (writer.unanswered) await writer.send(ready.url)
      await writers.at(-1).send(ready.url)
      check(
        await administrator.events(ready.url, checked.position + 1),
        checked,
        acknowledged,
        versions,
      )
      let gone = false
      const writing = writers.map((writer) => writeUntilGone(writer, ready.url, () => gone))
      await new Promise((resolve) => setTimeout(resolve, random() * writingMsMax))
      server.child.kill('SIGKILL')
      gone = true
      await Promise.all(writing)
      await server.gone
      if (round % wholeCheckEvery === 0 || round === rounds) checkWhole(data)
    }
    const resent = writers.reduce((sum, writer) => sum + (writer.resent ?? 0), 0)
    assert.ok(acknowledged.size > rounds, 'hardly anything was written')
    t.diagnostic(
      `${rounds} kills in ${((Date.now() - begun) / 1000).toFixed(1)} s: ${acknowledged.size} ` +
        `records acknowledged, ${resent} sent again, log of ${checked.position} events checked`,
    )
  } finally {
    if (server) await end(server, 'SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
})
