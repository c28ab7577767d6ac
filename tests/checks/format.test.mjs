// Layout is decided by .clang-format, so that nobody argues about it.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'

const files = execFileSync('git', ['ls-files', '*.h', '*.cc', '*.cpp'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '')

test('every C++ file is as clang-format would write it', () => {
  assert.ok(files.length > 0)
  const run = spawnSync('clang-format-19', ['--dry-run', '-Werror', ...files], { encoding: 'utf8' })
  const wrong = new Set([...run.stderr.matchAll(/^([^:\n]+):\d+:\d+: error/gm)].map((hit) => hit[1]))
  assert.deepEqual([...wrong], [], 'run: clang-format-19 -i on these files')
  assert.equal(run.status, 0, run.stderr)
})

test('no file is longer than the house allows, and no line wider', () => {
  const limit = (file) => (file.endsWith('.h') ? 250 : file.startsWith('tests/') ? 500 : 400)
  const long = files
    .map((file) => [file, Number(execFileSync('sed', ['-n', '$=', file], { encoding: 'utf8' }))])
    .filter(([file, lines]) => lines > limit(file))
    .map(([file, lines]) => `${file}: ${lines} lines, at most ${limit(file)}`)
  assert.deepEqual(long, [], 'a file past its limit holds two ideas: split it by idea')
})
