#!/usr/bin/env node
// Checks that an event stands in a log of Gwarchod: offline, with nothing but Node, and with none
// of Gwarchod's own code. What it trusts is one line, the log's public key.
//
//   node check-proof.mjs PROOF-FILE PUBLIC-KEY
//
// PUBLIC-KEY is the key itself ("gwarchod/1f+1a2b3c4d+AX...") or a file of such lines (log.vkey).
// Says what is proved and ends with 0, or says what does not hold and ends with 1; 2 is wrong use.
// Read it: it is meant to be read. What it follows: RFC 6962 section 2.1 (the tree), RFC 9162
// section 2.1.3.2 (a path), c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-proof.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

export const sha256 = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
export const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const must = (holds, why) => {
  if (!holds) throw new Error(why)
}

/** Bytes of base64, which must be written in the one way that they can be. */
function base64(text, what) {
  const bytes = Buffer.from(text, 'base64')
  must(bytes.toString('base64') === text, `${what} is not base64`)
  return bytes
}

export function hash(text, what) {
  const bytes = base64(text, what)
  must(bytes.length === 32, `${what} is not a hash of 32 bytes`)
  return bytes
}

export function number(text, what) {
  must(/^(0|[1-9][0-9]{0,19})$/.test(text) && BigInt(text) < 2n ** 64n, `${what} is not a number`)
  return BigInt(text)
}

/** A public key: name+id+base64(1 || key). */
export function parseKey(line) {
  const [name, id, ...rest] = line.split('+')
  const bytes = base64(rest.join('+'), 'the public key')
  must(bytes.length === 33 && bytes[0] === 1, 'the public key is not an Ed25519 key')
  const expected = sha256(name, '\n', bytes).subarray(0, 4)
  must(id === expected.toString('hex'), 'the public key does not have the id it names')
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') }
  return { name, id, key: createPublicKey({ key: jwk, format: 'jwk' }) }
}

/** The checkpoint of a signed note, if one of the keys signed it. */
export function openCheckpoint(note, keys) {
  const end = note.lastIndexOf('\n\n')
  must(end >= 0 && note.endsWith('\n'), 'the checkpoint has no signatures')
  must(!/[\u0000-\u0009\u000b-\u001f]/.test(note), 'the checkpoint holds control characters')
  const text = note.slice(0, end + 1)
  const signatures = note.slice(end + 2, -1).split('\n')
  const lines = text.slice(0, -1).split('\n')
  must(lines.length >= 3 && lines.every((line) => line !== ''), 'the checkpoint lacks a line')
  let signedBy
  for (const line of signatures) {
    const parts = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line)
    must(parts !== null, 'a signature of the checkpoint cannot be read')
    const bytes = base64(parts[2], 'a signature of the checkpoint')
    const id = bytes.subarray(0, 4).toString('hex')
    for (const key of keys.filter((one) => one.name === parts[1] && one.id === id)) {
      const holds = verify(null, Buffer.from(text), key.key, bytes.subarray(4))
      must(holds, 'the signature of the checkpoint is false')
      if (key.name === lines[0]) signedBy = key
    }
  }
  must(signedBy !== undefined, 'the checkpoint is not signed with the public key given')
  const [size, root] = [number(lines[1], 'the size'), hash(lines[2], 'the root')]
  return { origin: lines[0], size, root, signedBy }
}

/** The file: a first line, the record, its place, the path, an empty line, the checkpoint. */
function parseProof(text) {
  const end = text.indexOf('\n\n')
  must(end >= 0, 'the proof has no checkpoint')
  const [first, extra, index, ...path] = text.slice(0, end).split('\n')
  must(first === 'c2sp.org/tlog-proof@v1', 'this is no proof: its first line is another')
  must(extra?.startsWith('extra '), 'the proof lacks its record')
  must(index?.startsWith('index '), 'the proof lacks its place')
  return {
    extra: base64(extra.slice(6), 'the record'),
    index: number(index.slice(6), 'the place'),
    path: path.map((line) => hash(line, 'a hash of the path')),
    checkpoint: text.slice(end + 2),
  }
}

/** Whether the path leads from the leaf to the root. */
function leadsToRoot(leaf, index, size, path, root) {
  if (index >= size) return false
  let [at, last, result] = [index, size - 1n, leaf]
  for (const sibling of path) {
    if (last === 0n) return false
    if ((at & 1n) === 1n || at === last) {
      result = sha256('\u0001', sibling, result)
      while ((at & 1n) === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n]
    } else {
      result = sha256('\u0001', result, sibling)
    }
    ;[at, last] = [at >> 1n, last >> 1n]
  }
  return last === 0n && result.equals(root)
}

/** The record: fixed fields, little-endian, then stream, id, type and payload. */
function parseRecord(bytes) {
  const head = 1 + 8 + 8 + 8 + 2 + 2 + 2 + 4
  must(bytes.length >= head && bytes[0] === 1, 'the record is of a form unknown here')
  let from = head
  const take = (length) => bytes.subarray(from, (from += length))
  const lengths = [
    bytes.readUInt16LE(25),
    bytes.readUInt16LE(27),
    bytes.readUInt16LE(29),
    bytes.readUInt32LE(31),
  ]
  const length = lengths.reduce((sum, one) => sum + one, head)
  must(bytes.length === length, 'the record is not of the length it says')
  const [stream, id, type] = lengths.slice(0, 3).map((length) => utf8.decode(take(length)))
  const microseconds = bytes.readBigInt64LE(17)
  const seconds = new Date(Number(microseconds / 1000000n) * 1000).toISOString().slice(0, 19)
  return {
    position: bytes.readBigUInt64LE(1),
    version: bytes.readBigUInt64LE(9),
    recorded: `${seconds}.${String(microseconds % 1000000n).padStart(6, '0')}Z`,
    stream,
    id,
    type,
    payload: take(lengths[3]),
  }
}

export function check(proofText, keyLines) {
  const keys = keyLines.map(parseKey)
  const proof = parseProof(proofText)
  const checkpoint = openCheckpoint(proof.checkpoint, keys)
  // A record begins with its form, 1; a zero in its place stands for a record that is not shown.
  const hidden = proof.extra[0] === 0
  must(!hidden || proof.extra.length === 33, 'the record is neither shown nor named by its hash')
  const leaf = hidden ? proof.extra.subarray(1) : sha256('\u0000', proof.extra)
  const stands = leadsToRoot(leaf, proof.index, checkpoint.size, proof.path, checkpoint.root)
  must(stands, "the record is not in the tree: its path does not lead to the checkpoint's root")
  const record = hidden ? null : parseRecord(proof.extra)
  must(hidden || record.position === proof.index + 1n, 'the record is of another position')
  return { checkpoint, leaf, record, position: proof.index + 1n }
}

function tell({ checkpoint, leaf, record, position }) {
  const { origin, size, root, signedBy } = checkpoint
  const row = (name, value) => console.log(`  ${name.padEnd(12)} ${value}`)
  console.log(`The event stands in the log ${origin}, at position ${position} of ${size}.`)
  row('signed with', `${signedBy.name}+${signedBy.id}`)
  row('root', root.toString('hex'))
  row('leaf', leaf.toString('hex'))
  if (record === null) return console.log('The record itself is not here: its hash is proved.')
  row('stream', `${record.stream}, version ${record.version}`)
  row('event', record.id)
  row('kind', record.type)
  row('recorded', record.recorded)
  row('content', `${record.payload.length} bytes, SHA-256 ${sha256(record.payload).toString('hex')}`)
}

function main(file, keyOrFile, ...more) {
  if (file === undefined || keyOrFile === undefined || more.length > 0) {
    console.error('use: node check-proof.mjs PROOF-FILE PUBLIC-KEY')
    return 2
  }
  try {
    const key = existsSync(keyOrFile) ? readFileSync(keyOrFile, 'utf8') : keyOrFile
    tell(check(utf8.decode(readFileSync(file)), key.trim().split('\n')))
    return 0
  } catch (error) {
    // Bytes that are no UTF-8, a file that is not there: whatever it is, nothing is proved.
    console.error(`NOT PROVED: ${error.message}`)
    return 1
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = main(...process.argv.slice(2))
}
