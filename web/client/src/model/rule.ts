import type { Rule } from '../generated/gwarchod/v1/policy_pb'
import { words } from './language'
import type { Language } from './language'

/**
 * A rule in words, before it has fired: the words of its reason with the figures of its test in their
 * places, and without what only a reason has (the dates of its causes).
 */
export function ruleInWords(rule: Rule, language: Language, sameTheme: string): string {
  const places = figures(rule, sameTheme)
  return words(rule.words, language)
    .replace(/[:,]?\s*[([]?\{(dates|due)\}[)\]]?/g, '')
    .replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole)
    .trim()
}

function figures(rule: Rule, sameTheme: string): Record<string, string> {
  const { test } = rule
  switch (test.case) {
    case 'count':
      return {
        count: String(Math.max(test.value.atLeast, 1)),
        window: String(test.value.windowDays),
        people: String(test.value.peopleAtLeast),
        sources: String(test.value.sourcesAtLeast),
        theme: sameTheme,
        days: String(test.value.windowDays),
      }
    case 'lasting':
    case 'absence':
      return { days: String(test.value.daysAtLeast), count: '1' }
    case 'overdue':
      return { days: String(test.value.workingDays), count: '1' }
    default:
      return {}
  }
}
