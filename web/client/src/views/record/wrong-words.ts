import type { Saying } from '../../i18n'
import { controlId } from '../../model/form'
import type { Wrong } from '../../state/use-record'
import { whyNot } from '../parts/words'

export interface Mistake {
  /** The control it leads to; none for what no single control can mend. */
  readonly path: string | undefined
  readonly text: string
}

/** What is wrong with a draft, in the language of the moment. */
export function inWords(wrong: Wrong, saying: Saying): Mistake {
  const { t } = saying
  switch (wrong.kind) {
    case 'here': {
      const { path, fault, field } = wrong.fault
      const name = { field: saying.words(field.label) }
      if (fault !== 'missing') return { path, text: t(`fault.${fault}`, name) }
      if (field.control === 'date') return { path, text: t('fault.missingDate', name) }
      if (field.control === 'choice' || field.control === 'choices' || field.control === 'yes_no') {
        return { path, text: t('fault.missingChoice', name) }
      }
      return { path, text: t('fault.missing', name) }
    }
    case 'there':
      return { path: wrong.problem.field, text: both(wrong.problem.words, saying) }
    case 'refused':
      return { path: undefined, text: both(wrong.words, saying) }
    case 'answer':
      return { path: undefined, text: whyNot(wrong.answer, saying) }
    case 'already':
      return { path: undefined, text: t('form.already') }
  }
}

function both(text: { readonly en: string; readonly cy: string } | undefined, saying: Saying) {
  if (!text) return ''
  return saying.language === 'cy' ? text.cy || text.en : text.en || text.cy
}

/** As the summary takes them: each leading to its control. */
export function leading(mistakes: readonly Mistake[]) {
  return mistakes.map(({ path, text }) => ({
    href: path === undefined ? undefined : controlId(path),
    text,
  }))
}

/** As the fields take them: what is wrong, by path. */
export function byPath(mistakes: readonly Mistake[]): ReadonlyMap<string, string> {
  return new Map(
    mistakes.flatMap(({ path, text }) => (path === undefined ? [] : [[path, text] as const])),
  )
}
