// Imports point one way: proto -> eventstore -> services -> web, with main on top, and the pure areas
// of services see the vocabulary alone. The linker cannot hold this (system libraries are in reach of
// all), so each #include line is held against the table of the house.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const pure = ['escalation', 'providers', 'accounts', 'timeline']
// floor: [folder, our own floors it may include, system headers it may include]
const floors = {
  schema: ['proto/', ['schema'], /^(google\/protobuf|boost\/(json|system)|fmt)\//],
  eventstore: ['eventstore/', ['schema', 'eventstore'], /^(rocksdb|openssl|google\/protobuf|sodium)\b/],
  ...Object.fromEntries(
    pure.map((area) => [area, [`services/${area}/`, ['schema', area], /^(google\/protobuf|fmt|boost\/unordered)\//]]),
  ),
  // It stands on one of them: what a concern is, and what corrects it, is for escalation to say.
  reports: ['services/reports/', ['schema', 'escalation', 'reports'], /^(google\/protobuf|fmt)\//],
  app: ['services/app/', ['schema', 'eventstore', ...pure, 'reports', 'app'], /^(google\/protobuf|fmt|boost\/(system|json)|libical|sodium|zlib|openssl)\b/],
  web: ['web/server/', ['schema', 'app', 'web'], /^(google\/protobuf|fmt|boost|openssl|prometheus|sodium|zlib)\b/],
}
const ours = new Set([...Object.keys(floors), 'gwarchod', 'embedded'])

const files = execFileSync('git', ['ls-files', '*.h', '*.cc', '*.cpp'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('tests/'))

test('every #include points down the house, never up or across', () => {
  const breaches = []
  for (const [floor, [folder, may, system]] of Object.entries(floors)) {
    for (const file of files.filter((name) => name.startsWith(folder))) {
      for (const [, named] of readFileSync(file, 'utf8').matchAll(/^#include ["<]([^">]+)[">]/gm)) {
        const head = named.split('/')[0]
        // A private header of the same floor, or a name without a folder: the standard library.
        if (existsSync(`${folder}src/${named}`)) continue
        if (!named.includes('/') && !/^(sodium|zlib)\.h$/.test(named)) continue
        const allowed = ours.has(head)
          ? may.includes(head) || ['gwarchod', 'embedded'].includes(head)
          : system.test(named) || head === 'sys'
        if (!allowed) breaches.push(`${file} includes ${named}, which ${floor} may not see`)
      }
    }
  }
  assert.deepEqual(breaches, [])
})

test('every floor has files, so that this check looks at something', () => {
  for (const [floor, [folder]] of Object.entries(floors)) {
    assert.ok(files.some((file) => file.startsWith(folder)), `${floor}: no files in ${folder}`)
  }
})
