#!/usr/bin/env node
// Checks, for whoever kept a checkpoint of a log of Gwarchod, that a later one is over the same
// events and more: that nothing was altered or removed in between. Offline, with nothing but Node.
//
//   node check-growth.mjs KEPT-CHECKPOINT GROWTH-PROOF PUBLIC-KEY
//
// GROWTH-PROOF is what `gwarchod checkpoint --since KEPT-CHECKPOINT` writes. On success, keep it in
// the place of the old one: it ends with the later checkpoint, and may be given as the
// KEPT-CHECKPOINT next time. Follows RFC 9162 section 2.1.4.2.
import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { hash, must, number, openCheckpoint, parseKey, sha256, utf8 } from './check-proof.mjs'

/** Whether the path leads from the old root to the new one. */
function grew(old, now, path) {
  if (old.size === now.size) return path.length === 0 && old.root.equals(now.root)
  if (old.size === 0n) return path.length === 0 && old.root.equals(sha256())
  if (old.size > now.size) return false
  const perfect = (old.size & (old.size - 1n)) === 0n
  const [first, ...rest] = perfect ? [old.root, ...path] : path
  if (first === undefined) return false
  let [at, last, before, after] = [old.size - 1n, now.size - 1n, first, first]
  while ((at & 1n) === 1n) [at, last] = [at >> 1n, last >> 1n]
  for (const sibling of rest) {
    if (last === 0n) return false
    if ((at & 1n) === 1n || at === last) {
      before = sha256('\u0001', sibling, before)
      after = sha256('\u0001', sibling, after)
      while ((at & 1n) === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n]
    } else {
      after = sha256('\u0001', after, sibling)
    }
    ;[at, last] = [at >> 1n, last >> 1n]
  }
  return last === 0n && before.equals(old.root) && after.equals(now.root)
}

export function checkGrowth(kept, proof, keyLines) {
  const keys = keyLines.map(parseKey)
  const keptNote = kept.startsWith('old ') ? kept.slice(kept.indexOf('\n\n') + 2) : kept
  const old = openCheckpoint(keptNote, keys)
  const end = proof.indexOf('\n\n')
  must(end >= 0 && proof.startsWith('old '), 'this is no proof of growth')
  const now = openCheckpoint(proof.slice(end + 2), keys)
  const [size, ...path] = proof.slice(4, end).split('\n')
  const goesOn = number(size, 'the old size') === old.size && old.origin === now.origin
  must(goesOn, 'the proof does not go on from the checkpoint that was kept')
  const hashes = path.map((line) => hash(line, 'a hash of the path'))
  must(grew(old, now, hashes), 'the log did not merely grow: its first events are others now')
  return { old, now }
}

function main(kept, proof, keyOrFile, ...more) {
  if (keyOrFile === undefined || more.length > 0) {
    console.error('use: node check-growth.mjs KEPT-CHECKPOINT GROWTH-PROOF PUBLIC-KEY')
    return 2
  }
  try {
    const key = existsSync(keyOrFile) ? readFileSync(keyOrFile, 'utf8') : keyOrFile
    const [note, text] = [kept, proof].map((file) => utf8.decode(readFileSync(file)))
    const { old, now } = checkGrowth(note, text, key.trim().split('\n'))
    console.log(`The log ${now.origin} only grew: from ${old.size} events to ${now.size}.`)
    return 0
  } catch (error) {
    console.error(`NOT PROVED: ${error.message}`)
    return 1
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = main(...process.argv.slice(2))
}
