#!/usr/bin/env node
// Checks a meeting pack of Gwarchod: which of its records are proven to stand in the log. Offline, with nothing
// but Node and check-proof.mjs beside it, and with none of Gwarchod's own code.
//
//   node check-pack.mjs PACK.html PUBLIC-KEY
//
// PUBLIC-KEY is the key itself ("gwarchod/1f+1a2b3c4d+AX...") or a file of such lines (log.vkey). Take it from
// where you were once given it, and not from the pack.
// Ends with 0 where every record is proven, with 1 where one is not, with 2 on wrong use.
// Proven of a record: that it stood in the log when the checkpoint was signed, for this provider, of this kind,
// recorded then and by that account, about those days. Of one that is there by its hash alone: its place in the
// log. Words and stages are what the program made of the records; they are not proven here.
import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { check, must, utf8 } from './check-proof.mjs'

const opening = '<script type="application/json" id="pack">'

/** What the file holds, as JSON. */
export function readPack(html) {
  const from = html.indexOf(opening)
  must(from >= 0, 'this is no meeting pack: it holds no data')
  must(html.indexOf(opening, from + 1) < 0, 'the file holds the data of two packs')
  const to = html.indexOf('</script>', from)
  must(to >= 0, 'the file is cut off')
  return JSON.parse(html.slice(from + opening.length, to))
}

/** The fields of a protobuf message that are texts or messages, by number; the last of each. */
function fieldsOf(bytes) {
  const fields = new Map()
  let at = 0
  const varint = () => {
    let [value, shift] = [0n, 0n]
    for (;;) {
      must(at < bytes.length && shift < 70n, 'the event cannot be read')
      const byte = bytes[at++]
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
      shift += 7n
    }
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    const wire = tag & 7
    if (wire === 0) varint()
    else if (wire === 1) at += 8
    else if (wire === 5) at += 4
    else {
      must(wire === 2, 'the event cannot be read')
      const length = Number(varint())
      fields.set(tag >> 3, bytes.subarray(at, at + length))
      at += length
    }
    must(at <= bytes.length, 'the event is cut off')
  }
  return fields
}

// Numbers of the fields in envelope.proto.
const event = { kind: 1, envelope: 3, recordedBy: 5 }
const envelope = { occurredFrom: 1, occurredTo: 2, updates: 16 }

/** Holds what the pack says of a record against the record itself. */
function compare(item, record, provider) {
  const text = (fields, number) => utf8.decode(fields.get(number) ?? new Uint8Array())
  const said = fieldsOf(record.payload)
  const about = fieldsOf(said.get(event.envelope) ?? new Uint8Array())
  const same = (shown, proven, what) =>
    must(String(shown ?? '') === String(proven), `${what} is another in the log`)
  same(item.eventId, record.id, 'its id')
  same(`provider/${provider}`, record.stream, 'its provider')
  same(item.version, record.version, 'its version')
  same(item.kind, record.type, 'its kind')
  same(item.kind, text(said, event.kind), 'its kind')
  same(item.recordedBy, text(said, event.recordedBy), 'who recorded it')
  same(item.recordedUnixMs, Date.parse(`${record.recorded.slice(0, 23)}Z`), 'when it was recorded')
  same(item.occurredFrom, text(about, envelope.occurredFrom), 'the day it happened')
  same(item.occurredTo, text(about, envelope.occurredTo), 'the day it ended')
  same(item.updates, text(about, envelope.updates), 'what it brings up to date')
}

/** Each record of the pack with why it is not proven, or with nothing. */
export function checkPack(html, keyLines) {
  const pack = readPack(html)
  const provider = pack.provider?.row?.provider
  const proofs = new Map((pack.proofs ?? []).map((one) => [one.eventId, one.proof]))
  const items = pack.timeline?.items ?? []
  const ids = new Set(items.map((item) => item.eventId))
  must(ids.size === items.length, 'the pack tells a record twice')
  for (const id of proofs.keys()) must(ids.has(id), 'the pack lacks a record that it proves')
  const records = items.map((item) => {
    try {
      const proof = proofs.get(item.eventId)
      must(proof !== undefined, 'the pack holds no proof of it')
      const { checkpoint, record, position } = check(proof, keyLines)
      must(proof.endsWith(`\n\n${pack.checkpoint}`), 'its proof is under another checkpoint')
      must(String(position) === item.position, 'its position is another in the log')
      if (record !== null) compare(item, record, provider)
      return { item, checkpoint, byHash: record === null }
    } catch (error) {
      return { item, why: error.message }
    }
  })
  return { provider, records }
}

function tell({ provider, records }) {
  const proven = records.filter(({ why }) => why === undefined)
  const hashes = proven.filter(({ byHash }) => byHash)
  for (const { item, why, byHash } of records) {
    const state = why === undefined ? (byHash ? 'by its hash' : 'proven     ') : 'NOT PROVED '
    const reason = why === undefined ? '' : `: ${why}`
    console.log(`${state}  ${item.occurredFrom || '          '}  ${item.kind}  ${item.eventId}${reason}`)
  }
  const of = proven[0]?.checkpoint
  if (of) console.log(`Log ${of.origin}, ${of.size} events, signed with ${of.signedBy.name}+${of.signedBy.id}.`)
  console.log(
    `${records.length} records of ${provider}: ${proven.length} proven, ` +
      `${hashes.length} of them by their hash alone; ${records.length - proven.length} not proven.`,
  )
  return proven.length === records.length ? 0 : 1
}

function main(file, keyOrFile, ...more) {
  if (file === undefined || keyOrFile === undefined || more.length > 0) {
    console.error('use: node check-pack.mjs PACK.html PUBLIC-KEY')
    return 2
  }
  try {
    const key = existsSync(keyOrFile) ? readFileSync(keyOrFile, 'utf8') : keyOrFile
    return tell(checkPack(utf8.decode(readFileSync(file)), key.trim().split('\n')))
  } catch (error) {
    // Bytes that are no UTF-8, data that is no JSON, a file that is not there: nothing is proven.
    console.error(`NOT PROVED: ${error.message}`)
    return 1
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = main(...process.argv.slice(2))
}
