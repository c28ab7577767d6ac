// Writes the TypeScript of the messages that cross the wire, with the protoc that builds the program.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = join(dirname(fileURLToPath(import.meta.url)), '..')
const out = join(here, 'src/generated')
const files = [
  'options',
  'envelope',
  'events',
  'policy',
  'views',
  'commands',
  'live',
  'trial',
  'course',
  'figures',
  'pack',
]

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
execFileSync(
  process.env['PROTOC'] ?? 'protoc',
  [
    `--plugin=protoc-gen-es=${join(here, 'node_modules/.bin/protoc-gen-es')}`,
    `--es_out=${out}`,
    '--es_opt=target=ts',
    `--proto_path=${join(here, '../../proto')}`,
    ...files.map((file) => `gwarchod/v1/${file}.proto`),
  ],
  { stdio: 'inherit' },
)
