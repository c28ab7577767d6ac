import type { Answer } from '../../api/http'
import type { Saying } from '../../i18n'
import { words } from '../../model/language'

/** Why the server gave no answer, in words. */
export function whyNot(answer: Exclude<Answer<unknown>, { kind: 'ok' }>, saying: Saying): string {
  if (answer.kind === 'unreachable') return saying.t('problem.unreachable')
  const { problem } = answer
  const said = words(problem.words, saying.language)
  if (said !== '') return said
  if (answer.status === 403) return saying.t('problem.forbidden')
  return saying.t('problem.other', { detail: problem.detail || problem.title })
}
