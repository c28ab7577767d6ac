import { describe, expect, test } from 'vitest'
import { fateOf, inOrder, readWaiting } from './outbox'
import type { Waiting } from './outbox'

const written = (id: string, keptUnixMs: number): Waiting => ({
  account: 'sian',
  provider: 'maes-glas',
  providerName: 'Maes Glas',
  kind: 'Complaint',
  kindName: { en: 'Complaint', cy: 'Cwyn' },
  updates: '',
  corrects: '',
  about: '',
  id,
  envelope: {},
  body: {},
  draft: { envelope: {}, body: {} },
  keptUnixMs,
  state: 'waiting',
})

describe('what waits to be sent', () => {
  test('is tried again while nobody can tell whether it was refused', () => {
    for (const status of [undefined, 401, 408, 425, 429, 500, 503])
      expect(fateOf(status), String(status)).toBe('later')
  })
  test('goes when it is recorded, and stays for its owner when it is refused', () => {
    expect(fateOf(200)).toBe('sent')
    for (const status of [400, 403, 404, 409, 422]) expect(fateOf(status)).toBe('refused')
  })
  test('is tried again with the token of a session renewed since', () => {
    expect(fateOf(403, 'csrf')).toBe('later')
    expect(fateOf(403, 'not-allowed')).toBe('refused')
  })
  test('is sent in the order in which it was written', () => {
    const all = [written('b', 2), written('c', 1), written('a', 2)]
    expect(inOrder(all).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })
  test('is read back as it was kept, and as nothing when it is nonsense', () => {
    const one = written('a', 1)
    expect(readWaiting(JSON.stringify(one))).toEqual(one)
    for (const text of [undefined, '', '{', 'null', '{}', '[]']) {
      expect(readWaiting(text), text).toBeUndefined()
    }
  })
})
