import { create } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { TextSchema } from '../generated/gwarchod/v1/envelope_pb'
import { TimelineItemSchema } from '../generated/gwarchod/v1/views_pb'
import { withStageNames } from './stage-names'

const nameOf = (id: string) =>
  id === 'enhanced' ? create(TextSchema, { en: 'Stage 1: Enhanced', cy: 'Cam 1: Uwch' }) : undefined

test('stages are read by name in a line and in its fields, and unknown ids stay as they are', () => {
  const item = create(TimelineItemSchema, {
    kind: 'SuggestedStageChanged',
    line: { en: 'From: enhanced · To: gone', cy: 'O: enhanced · I: gone' },
    fields: [
      { field: 'from', value: { en: 'enhanced', cy: 'enhanced' } },
      {
        field: 'reasons',
        parts: [{ field: '', parts: [{ field: 'rule', value: { en: 'four-concerns' } }] }],
      },
    ],
  })
  const named = withStageNames(item, nameOf)
  expect(named.line?.en).toBe('From: Stage 1: Enhanced · To: gone')
  expect(named.line?.cy).toBe('O: Cam 1: Uwch · I: gone')
  expect(named.fields[0]?.value?.cy).toBe('Cam 1: Uwch')
  expect(named.fields[1]?.parts[0]?.parts).toEqual([])
})

test('other kinds are left alone', () => {
  const item = create(TimelineItemSchema, {
    kind: 'Complaint',
    line: { en: 'Stage: enhanced', cy: '' },
  })
  expect(withStageNames(item, nameOf)).toBe(item)
})
