import { expect, test } from 'vitest'
import { comesBack, waitMs } from './line'

test('waiting grows, has a ceiling, and is spread evenly below it', () => {
  expect(waitMs(0, 1)).toBe(1000)
  expect(waitMs(3, 0.5)).toBe(4000)
  expect(waitMs(100, 1)).toBe(30_000)
  expect(waitMs(5, 0)).toBe(0)
})

test('a page comes back after a restart or a lost line, not after a refusal', () => {
  for (const code of [1000, 1001, 1005, 1006, 1011, 1012, 1013, 4002])
    expect(comesBack(code)).toBe(true)
  for (const code of [1003, 1007, 1008, 4001]) expect(comesBack(code)).toBe(false)
})
