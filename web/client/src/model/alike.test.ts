import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { TimelineItemSchema } from '../generated/gwarchod/v1/views_pb'
import { alike, countedWith, isReport } from './alike'

function item(eventId: string, occurredFrom: string, more: object = {}) {
  return create(TimelineItemSchema, { eventId, occurredFrom, kind: 'Complaint', ...more })
}
const about = (value: string) => ({ themes: [{ value }] })
const of = (person: string) => ({ fields: [{ field: 'envelope.people', value: { en: person } }] })

describe('records that may be of the same occurrence', () => {
  const fall = item('fall', '2026-03-12', { ...about('MEDICATION'), ...of('P-1') })
  const found = (others: ReturnType<typeof item>[]) =>
    alike(fall, [fall, ...others]).map(({ eventId }) => eventId)

  test('share a theme or a person', () => {
    expect(
      found([
        item('theme', '2026-03-13', about('MEDICATION')),
        item('person', '2026-03-13', of('P-2, P-1')),
        item('neither', '2026-03-13', about('NUTRITION')),
      ]),
    ).toEqual(['theme', 'person'])
  })
  test('are of the 30 days before or after', () => {
    expect(
      found([
        item('day-30', '2026-04-11', about('MEDICATION')),
        item('day-31', '2026-04-12', about('MEDICATION')),
        item('before', '2026-02-10', about('MEDICATION')),
      ]),
    ).toEqual(['day-30', 'before'])
  })
  test('are neither struck out, nor overtaken, nor decisions', () => {
    const more = about('MEDICATION')
    expect(
      found([
        item('struck', '2026-03-13', { ...more, correctedBy: 'c' }),
        item('overtaken', '2026-03-13', { ...more, updatedBy: 'u' }),
        item('decision', '2026-03-13', { ...more, kind: 'StageDecision' }),
      ]),
    ).toEqual([])
    expect(isReport(item('system', '2026-03-13', { system: true }))).toBe(false)
  })
  test('are told with whom they count already', () => {
    const fields = [{ field: 'sameOccurrence', parts: [{ field: 'fall' }, { field: 'other' }] }]
    expect(countedWith(item('fall', '2026-03-12', { fields }))).toEqual(['other'])
    expect(countedWith(fall)).toEqual([])
  })
})
