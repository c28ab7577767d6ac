import type { Match, Rule } from '../generated/gwarchod/v1/policy_pb'
import { words } from './language'
import type { Language } from './language'

/** The few words a rule needs that its own do not have. */
export interface RuleWords {
  readonly sameTheme: string
  readonly orMore: (count: number) => string
  readonly kindName: (kind: string) => string
}

// What only a reason has, a date, and the clause that leads to it. Longest first.
const dated = [
  /;[^;]*\{(?:dates|due|until)\}[^;]*/g,
  /\s*\([^()]*\{(?:dates|due|until)\}[^()]*\)/g,
  /,\s*[^,:]*\{(?:dates|due|until)\}/g,
  /:\s*\{(?:dates|due|until)\}/g,
  /\s+(?:on|since|by|ar|ers|erbyn)\s+\{(?:dates|due|until)\}/g,
  /\s*\{(?:dates|due|until)\}/g,
]

/**
 * A rule in words, before it has fired: the words of its reason with the figures of its test in their
 * places, and without the dates that only a reason has.
 */
export function ruleInWords(rule: Rule, language: Language, say: RuleWords): string {
  const places = figures(rule, say)
  return dated
    .reduce((text, pattern) => text.replace(pattern, ''), words(rule.words, language))
    .replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole)
    .trim()
}

function figures(rule: Rule, say: RuleWords): Record<string, string> {
  const { test } = rule
  const which = (match: readonly Match[]) => {
    const kinds = match.flatMap(({ kinds: names }) => names)
    return [...new Set(kinds)].map(say.kindName).join(', ')
  }
  switch (test.case) {
    case 'count':
      return {
        count: say.orMore(Math.max(test.value.atLeast, 1)),
        people: say.orMore(test.value.peopleAtLeast),
        sources: say.orMore(test.value.sourcesAtLeast),
        indicators: say.orMore(test.value.indicatorsAtLeast),
        window: String(test.value.windowDays),
        theme: say.sameTheme,
      }
    case 'lasting':
    case 'absence':
      return { days: String(test.value.daysAtLeast) }
    case 'overdue':
      return {
        days: String(test.value.workingDays),
        count: say.orMore(1),
        which: which(test.value.match),
      }
    default:
      return {}
  }
}
