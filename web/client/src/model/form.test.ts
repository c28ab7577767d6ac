import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import {
  FieldFormSchema,
  KindFormSchema,
  ShownFieldSchema,
} from '../generated/gwarchod/v1/views_pb'
import { controlId, faultsOf, readDate, readPence, toMessage } from './form'
import type { Draft, Entry } from './form'
import { layout } from './layout'
import { prefill } from './prefill'

function field(name: string, control: string, more: MessageInitShape<typeof FieldFormSchema> = {}) {
  return create(FieldFormSchema, { ...more, field: name, control })
}
const text = (words: string): Entry => ({ kind: 'text', text: words })
const date = (day: string, month: string, year: string): Entry => ({
  kind: 'date',
  day,
  month,
  year,
})
const chosen = (...values: string[]): Entry => ({ kind: 'chosen', values })

const findings = field('findings', 'groups', {
  parts: [field('area', 'choice', { required: true }), field('score', 'percent')],
})

describe('a draft', () => {
  test('is sent as the message it describes, without what is empty', () => {
    const fields = [
      field('stage', 'choice'),
      field('learning', 'long_text'),
      field('closedOn', 'date'),
      field('sum', 'pence'),
      field('open', 'yes_no'),
      field('officers', 'texts'),
      field('themes', 'choices'),
      findings,
    ]
    const draft: Draft = {
      stage: chosen('UPHELD'),
      learning: text('  '),
      closedOn: date('3', 'Chwefror', '2026'),
      sum: text('£1,250.50'),
      open: chosen('false'),
      officers: { kind: 'texts', texts: [' A ', ''] },
      themes: chosen('MEDICATION', 'DIGNITY'),
      findings: { kind: 'groups', groups: [{ area: chosen('AREA_CARE'), score: text('85 %') }] },
    }
    expect(faultsOf(fields, draft, 'body')).toEqual([])
    expect(toMessage(fields, draft, 'body')).toEqual({
      stage: 'UPHELD',
      closedOn: '2026-02-03',
      sum: '125050',
      open: false,
      officers: ['A'],
      themes: ['MEDICATION', 'DIGNITY'],
      findings: [{ area: 'AREA_CARE', score: '85' }],
    })
  })
  test('tells each fault with its place, in the order of the form', () => {
    const fields = [field('name', 'text', { required: true }), field('on', 'date'), findings]
    const draft: Draft = {
      on: date('31', '2', '2026'),
      findings: { kind: 'groups', groups: [{ area: chosen('A') }, { score: text('most') }] },
    }
    expect(faultsOf(fields, draft, 'body').map(({ path, fault }) => [path, fault])).toEqual([
      ['body.name', 'missing'],
      ['body.on', 'not-a-date'],
      ['body.findings[1].area', 'missing'],
      ['body.findings[1].score', 'not-a-number'],
    ])
    expect(controlId('body.findings[1].area')).toBe('body-findings-1-area')
  })
})

describe('a date', () => {
  test('may be known to the month or the year only where that can be said', () => {
    expect(readDate({ day: '', month: '3', year: '2026' }, true)).toEqual({
      day: '2026-03-01',
      precision: 'MONTH',
    })
    expect(readDate({ day: '', month: '', year: '2026' }, true)).toEqual({
      day: '2026-01-01',
      precision: 'YEAR',
    })
    expect(readDate({ day: '', month: '3', year: '2026' }, false)).toBeUndefined()
  })
  test('with a short year or a day that is not there is refused', () => {
    expect(readDate({ day: '1', month: '3', year: '26' }, false)).toBeUndefined()
    expect(readDate({ day: '30', month: '2', year: '2026' }, false)).toBeUndefined()
  })
})

test('money is read to the penny', () => {
  expect(readPence('5,000,000')).toBe('500000000')
  expect(readPence('12.5')).toBeUndefined()
  expect(readPence('1,25')).toBeUndefined()
})

test('a worry asks what matters first, and every field has one place', () => {
  const envelope = [
    'occurredFrom',
    'occurredTo',
    'precision',
    'themes',
    'severity',
    'source',
    'summary',
    'updates',
  ].map((name) => field(name, 'text'))
  const form = create(KindFormSchema, {
    concern: true,
    fields: [field('stage', 'choice', { required: true }), field('outcome', 'choice')],
  })
  const placed = layout(form, envelope)
  expect(placed.first.map((each) => each.path)).toEqual([
    'envelope.occurredFrom',
    'envelope.themes',
    'envelope.severity',
    'envelope.source',
    'body.stage',
    'envelope.summary',
  ])
  expect(placed.moreOfKind.map((each) => each.path)).toEqual(['body.outcome'])
  expect(placed.moreOfRecord.map((each) => each.path)).toEqual([
    'envelope.occurredTo',
    'envelope.precision',
  ])
})

test('what the record asks stands with what the kind requires', () => {
  const form = create(KindFormSchema, {
    fields: [field('toStage', 'choice', { required: true }), field('exitTests', 'groups')],
  })
  const envelope = [field('occurredFrom', 'date')]
  expect(layout(form, envelope).first.map((each) => each.path)).not.toContain('body.exitTests')
  const asked = layout(form, envelope, new Set(['exitTests']))
  expect(asked.first.map((each) => each.path)).toContain('body.exitTests')
  expect(asked.moreOfKind).toEqual([])
})

test('what is erased is not read back into a draft', () => {
  const shown = [
    create(ShownFieldSchema, { field: 'allegation', value: { en: 'erased' }, erased: true }),
    create(ShownFieldSchema, { field: 'people', value: { en: 'P-2, erased' }, erased: true }),
  ]
  expect(
    prefill([field('allegation', 'long_text'), field('people', 'texts')], shown).draft,
  ).toEqual({
    people: { kind: 'texts', texts: ['P-2'] },
  })
})

test('a record is read back into a draft, and what is withheld is named', () => {
  const fields = [
    field('outcome', 'choice', {
      choices: [{ value: 'UPHELD', text: { en: 'Upheld', cy: 'Cadarnhawyd' } }],
    }),
    field('resolvedOn', 'date'),
    field('complainant', 'text'),
    field('alsoSafeguarding', 'yes_no'),
  ]
  const shown = [
    create(ShownFieldSchema, { field: 'outcome', value: { en: 'Upheld' } }),
    create(ShownFieldSchema, { field: 'resolvedOn', value: { en: '12 March 2026' } }),
    create(ShownFieldSchema, { field: 'complainant', withheld: true }),
    create(ShownFieldSchema, { field: 'alsoSafeguarding', value: { en: 'yes' } }),
  ]
  expect(prefill(fields, shown)).toEqual({
    draft: {
      outcome: chosen('UPHELD'),
      resolvedOn: date('12', '3', '2026'),
      alsoSafeguarding: chosen('true'),
    },
    withheld: ['complainant'],
  })
})
