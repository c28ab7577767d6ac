import { expect, test } from 'vitest'
import { paths, routeOf } from './route'

test('every address leads to one place and back', () => {
  expect(routeOf('/', '')).toEqual({ kind: 'board' })
  expect(routeOf('/', '?q=barry')).toEqual({ kind: 'board' })
  expect(paths.wall('')).toBe('/?wall=1')
  expect(paths.wall('?q=barry')).toBe('/?q=barry&wall=1')
  expect(routeOf('/', '?q=barry&wall=1')).toEqual({ kind: 'wall' })
  expect(routeOf('/providers/maes-glas', '')).toEqual({ kind: 'provider', provider: 'maes-glas' })
  expect(routeOf('/providers/maes-glas/record', '')).toEqual({
    kind: 'choose',
    provider: 'maes-glas',
  })
  expect(routeOf('/providers/a/record/Complaint', '?updates=e1')).toEqual({
    kind: 'record',
    provider: 'a',
    record: 'Complaint',
    updates: 'e1',
    corrects: '',
    about: '',
    waiting: '',
  })
  expect(routeOf(paths.register(), '')).toEqual({
    kind: 'record',
    provider: '',
    record: 'ProviderRegistered',
    updates: '',
    corrects: '',
    about: '',
    waiting: '',
  })
  expect(routeOf(paths.owner('Rhosyn Wyllt & Co'), '')).toEqual({
    kind: 'owner',
    owner: 'Rhosyn Wyllt & Co',
  })
  expect(routeOf('/owners', '')).toEqual({ kind: 'nowhere' })
  expect(routeOf(paths.history('a', 'e1'), '')).toEqual({
    kind: 'history',
    provider: 'a',
    event: 'e1',
  })
  expect(routeOf('/providers/a/records/e1', '')).toEqual({ kind: 'nowhere' })
  expect(routeOf(paths.figures(), '')).toEqual({ kind: 'figures' })
  expect(routeOf(paths.tryPolicy(), '')).toEqual({ kind: 'try' })
  expect(routeOf('/providers/a/attach', '')).toEqual({ kind: 'attach', provider: 'a', to: '' })
  expect(routeOf('/providers/a/attach', '?to=e1')).toEqual({
    kind: 'attach',
    provider: 'a',
    to: 'e1',
  })
  expect(paths.attach('a', 'e1')).toBe('/providers/a/attach?to=e1')
  expect(paths.same('a', 'e1')).toBe('/providers/a/record/OccurrencesMerged?about=e1')
  expect(paths.other('a', 'e1')).toBe('/providers/a/record/OccurrenceSplit?about=e1')
  expect(paths.event('a', 'e1', 'as_of=2026-05-03')).toBe('/providers/a?as_of=2026-05-03#event-e1')
  expect(paths.correct('a', 'e1')).toBe('/providers/a/record/Correction?corrects=e1')
})

test('an address that leads nowhere is told so', () => {
  for (const path of [
    '/x',
    '/policy/y',
    '/providers',
    '/providers/a/b',
    '/providers/a/record/b/c',
    '/providers/%',
  ]) {
    expect(['nowhere', 'provider']).toContain(routeOf(path, '').kind)
  }
  expect(routeOf('/x', '')).toEqual({ kind: 'nowhere' })
})
