// The independent checker over a proof that was made once and is kept: what was proved to someone
// stays proved, and every bit of it counts.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { check } from '../../deploy/check-proof.mjs'

const kept = (name) => readFileSync(new URL(`./kept_proof/${name}`, import.meta.url))
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const keys = utf8.decode(kept('log.vkey')).trim().split('\n')
const checked = (bytes) => check(utf8.decode(bytes), keys)

for (const name of ['record.tlog-proof', 'hash.tlog-proof']) {
  test(`the kept ${name} stands`, () => {
    const { record, position, checkpoint } = checked(kept(name))
    assert.ok(position >= 1n && position <= checkpoint.size)
    if (name === 'record.tlog-proof') assert.equal(record.position, position)
    else assert.equal(record, null)
  })

  test(`the kept ${name} with any bit flipped does not`, () => {
    const proof = kept(name)
    for (let bit = 0; bit < proof.length * 8; ++bit) {
      const altered = Buffer.from(proof)
      altered[bit >> 3] ^= 1 << (bit & 7)
      assert.throws(() => checked(altered), undefined, `bit ${bit}`)
    }
  })

  test(`the kept ${name} cut off anywhere does not`, () => {
    const proof = kept(name)
    for (let size = 0; size < proof.length; ++size) {
      assert.throws(() => checked(proof.subarray(0, size)), undefined, `${size} bytes`)
    }
  })
}

test('a proof does not stand under another key', () => {
  const other = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  assert.throws(() => check(utf8.decode(kept('record.tlog-proof')), [other]), /not signed with/)
})

test('the checker is short enough to be read, and uses nothing but Node', () => {
  const source = readFileSync(new URL('../../deploy/check-proof.mjs', import.meta.url), 'utf8')
  assert.ok(source.split('\n').length <= 200)
  for (const [, module] of source.matchAll(/from '([^']+)'/g)) assert.match(module, /^node:/)
})
