// The disk under the real server fills up, a real one, and is emptied again: nothing is restarted.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, statfs, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { begin, complaint, end, run, startFirst } from './support/server.mjs'

const diskMiB = 320
const leftMiB = 100 // less than the server keeps free
const againMsMax = 20_000

async function fill(filler, disk) {
  const { bavail, bsize } = await statfs(disk)
  const bytes = bavail * bsize - leftMiB * 2 ** 20
  await writeFile(filler, Buffer.alloc(bytes, 'x'))
}

test('a full disk stops writes with a clear word and leaves reads', async (t) => {
  const disk = await mkdtemp(join(tmpdir(), 'gwarchod-small-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMiB}m`, 'tmpfs', disk])
  if (mounted.status !== 0) {
    await rm(disk, { recursive: true })
    return t.skip(`no small file system can be mounted here: ${mounted.stderr ?? mounted.error}`)
  }
  const data = join(disk, 'data')
  const filler = join(disk, 'filler')
  let server
  try {
    const first = await startFirst(data)
    server = first.server
    const { officer } = await begin(first.url, first.token)
    const record = (key) =>
      officer.ask(first.url, 'POST', 'providers/rose-court/records', complaint, {
        'Idempotency-Key': key,
      })
    const text = async (path) => (await fetch(`${first.url}${path}`)).text()
    assert.equal((await record('1')).status, 201)

    await fill(filler, disk)
    const refused = await record('2')
    assert.equal(refused.status, 507)
    assert.equal(refused.answer.code, 'disk-full')
    assert.match(refused.answer.words.en, /disk is full: nothing was recorded/)
    assert.match(refused.answer.words.cy, /yn llawn: ni chofnodwyd dim/)
    assert.match(await text('/readyz'), /reading only: disk-full/)
    assert.match(await text('/metrics'), /gwarchod_writes_refused\{reason="disk-full"\} 1/)
    const board = await officer.ask(first.url, 'GET', 'board')
    assert.equal(board.status, 200)
    assert.equal(board.answer.rows.length, 3)
    // What is on record is answered, though nothing can be written.
    const repeated = await record('1')
    assert.equal(repeated.status, 201)
    assert.equal(repeated.answer.repeatedRequest, true)

    await truncate(filler, 0)
    const until = Date.now() + againMsMax
    let again = await record('2')
    while (again.status === 507 && Date.now() < until) again = await record('2')
    assert.equal(again.status, 201, JSON.stringify(again.answer))
    assert.doesNotMatch(await text('/readyz'), /reading only/)
    assert.match(await text('/metrics'), /gwarchod_writes_refused\{reason="disk-full"\} 0/)
    await end(server, 'SIGTERM')
    assert.equal(run('verify', '--data', data).status, 0)
  } finally {
    if (server) await end(server, 'SIGKILL')
    spawnSync('umount', ['-l', disk])
    await rm(disk, { recursive: true, force: true })
  }
})
