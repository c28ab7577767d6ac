import { create } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { RuleSchema } from '../generated/gwarchod/v1/policy_pb'
import { ruleInWords } from './rule'

test('a rule is told in words with the figures of its test', () => {
  const rule = create(RuleSchema, {
    words: {
      en: '{count} complaints about {theme} within {window} days: {dates}',
      cy: '{count} cwyn am {theme} o fewn {window} diwrnod: {dates}',
    },
    test: { case: 'count', value: { atLeast: 2, windowDays: 90 } },
  })
  expect(ruleInWords(rule, 'en', 'the same theme')).toBe(
    '2 complaints about the same theme within 90 days',
  )
  expect(ruleInWords(rule, 'cy', 'yr un thema')).toBe('2 cwyn am yr un thema o fewn 90 diwrnod')
})
