import { create } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { FieldFormSchema, KindFormSchema } from '../generated/gwarchod/v1/views_pb'
import { allOf, likely, quickForm } from './quick'

const kind = create(KindFormSchema, {
  fields: [
    { field: 'role', control: 'choice', required: true },
    { field: 'seen', control: 'long_text', required: true },
    { field: 'more', control: 'long_text' },
  ],
})
const envelope = ['summary', 'severity', 'themes', 'occurredFrom'].map((field) =>
  create(FieldFormSchema, { field }),
)

test('a quick concern asks what its kind requires, words first, and when, what about and how serious', () => {
  expect(allOf(quickForm(kind, envelope)).map(({ path }) => path)).toEqual([
    'body.seen',
    'envelope.occurredFrom',
    'envelope.themes',
    'envelope.severity',
    'body.role',
  ])
})

test('a choice begins with what was chosen last, then with what is usual, and only if it is offered', () => {
  const role = create(FieldFormSchema, {
    choices: [{ value: 'REPORTER_NURSE' }, { value: 'REPORTER_STAFF' }],
  })
  expect(likely(role, 'HEALTH_BOARD', 'REPORTER_STAFF')).toBe('REPORTER_STAFF')
  expect(likely(role, 'HEALTH_BOARD', 'REPORTER_GONE')).toBe('REPORTER_NURSE')
  expect(likely(role, 'POLICE', undefined)).toBe('')
})
