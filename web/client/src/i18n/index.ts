import { createInstance } from 'i18next'
import type { TFunction } from 'i18next'
import { alphabetical, words } from '../model/language'
import type { Language } from '../model/language'
import * as dates from '../model/dates'
import type { Text } from '../generated/gwarchod/v1/envelope_pb'
import type { StageName } from '../generated/gwarchod/v1/views_pb'
import cy from './cy.json'
import en from './en.json'

export interface Saying {
  readonly language: Language
  /** A sentence of the page. */
  readonly t: TFunction
  /** Words the server sent in both languages. */
  readonly words: (text: Text | undefined) => string
  readonly longDay: (day: string) => string
  readonly shortDay: (day: string) => string
  readonly monthName: (day: string) => string
  /** "Stage 2: Provider performance"; a stage without a number by its name alone. */
  readonly stage: (stage: StageName | undefined) => string
  readonly compare: (left: string, right: string) => number
}

const i18n = createInstance()
void i18n.init({
  resources: { en: { translation: en }, cy: { translation: cy } },
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  interpolation: { escapeValue: false },
  returnNull: false,
})

function sayingIn(language: Language): Saying {
  const t = i18n.getFixedT(language)
  return {
    language,
    t,
    words: (text) => words(text, language),
    longDay: (day) => dates.longDay(day, language),
    shortDay: (day) => dates.shortDay(day, language),
    monthName: (day) => dates.monthName(day, language),
    stage: (stage) => {
      const name = words(stage?.name, language)
      const number = stage?.number ?? ''
      return number === '' ? name : t('stage.full', { number, name })
    },
    compare: alphabetical(language),
  }
}

/** Everything the page says, in each language. */
export const sayings: Record<Language, Saying> = { en: sayingIn('en'), cy: sayingIn('cy') }
