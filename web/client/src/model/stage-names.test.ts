import { create } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { TextSchema } from '../generated/gwarchod/v1/envelope_pb'
import { TimelineItemSchema } from '../generated/gwarchod/v1/views_pb'
import { withReadableReasons } from './stage-names'

const nameOf = (id: string) =>
  id === 'enhanced' ? create(TextSchema, { en: 'Stage 1: Enhanced', cy: 'Cam 1: Uwch' }) : undefined

test('the reasons of a suggestion name stages as people do, and no rule by its id', () => {
  const stage = (id: string) => ({ field: 'stage', value: { en: id, cy: id } })
  const item = create(TimelineItemSchema, {
    kind: 'SuggestedStageChanged',
    fields: [
      {
        field: 'reasons',
        parts: [
          { parts: [{ field: 'rule', value: { en: 'four-concerns' } }, stage('enhanced')] },
          { parts: [stage('gone')] },
        ],
      },
    ],
  })
  const reasons = withReadableReasons(item, nameOf).fields[0]?.parts ?? []
  expect(reasons.map((reason) => reason.parts.map((part) => part.value?.cy))).toEqual([
    ['Cam 1: Uwch'],
    ['gone'],
  ])
})

test('other kinds are left alone', () => {
  const item = create(TimelineItemSchema, { kind: 'Complaint' })
  expect(withReadableReasons(item, nameOf)).toBe(item)
})
