import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../model/language'
import { lasting } from './storage'

const key = 'gwarchod.language'

function first(): Language {
  const held = lasting.read(key)
  if (held === 'en' || held === 'cy') return held
  return navigator.language.toLowerCase().startsWith('cy') ? 'cy' : 'en'
}

/** The reader's language, kept on this computer. */
export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(first)
  useEffect(() => {
    document.documentElement.lang = language
    lasting.write(key, language)
  }, [language])
  return [language, setLanguage]
}
