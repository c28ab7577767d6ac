import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { RuleSchema } from '../generated/gwarchod/v1/policy_pb'
import { ruleInWords } from './rule'

const say = {
  sameTheme: 'the same theme',
  orMore: (count: number) => `${count} or more`,
  kindName: (kind: string) => kind,
}
const told = (en: string, more: MessageInitShape<typeof RuleSchema>['test']) =>
  ruleInWords(
    create(RuleSchema, { words: { en, cy: '' }, test: more ?? { case: undefined } }),
    'en',
    say,
  )

describe('a rule in words', () => {
  test('has the figures of its test', () => {
    const words = '{count} complaints about {theme} within {window} days: {dates}'
    expect(told(words, { case: 'count', value: { atLeast: 2, windowDays: 90 } })).toBe(
      '2 or more complaints about the same theme within 90 days',
    )
    expect(
      told('{which} lapsed on {due}', {
        case: 'overdue',
        value: { match: [{ kinds: ['Insurance'] }] },
      }),
    ).toBe('Insurance lapsed')
  })
  test('keeps what a colon leads to, when it is more than a date', () => {
    const words = '{which}: daeth i ben ar {due}'
    expect(told(words, { case: 'overdue', value: { match: [{ kinds: ['Yswiriant'] }] } })).toBe(
      'Yswiriant: daeth i ben',
    )
  })
  test('leaves out the dates that only a reason has, with the clause around them', () => {
    const lasting = { case: 'lasting', value: { daysAtLeast: 28 } } as const
    expect(told('No manager for {days} days or more, since {dates}', lasting)).toBe(
      'No manager for 28 days or more',
    )
    expect(told('No visit for {days} days; the last visit, or the start: {dates}', lasting)).toBe(
      'No visit for 28 days',
    )
    expect(told('Dim rheolwr ers {dates} ({days} diwrnod neu fwy)', lasting)).toBe(
      'Dim rheolwr (28 diwrnod neu fwy)',
    )
    expect(told('Actions overdue: {count} (due {due})', { case: 'overdue', value: {} })).toBe(
      'Actions overdue: 1 or more',
    )
  })
})
