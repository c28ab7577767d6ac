// The words of the page, as its catalogues have them.
import { readFile } from 'node:fs/promises'

const folder = new URL('../../../web/client/src/i18n/', import.meta.url)
const catalogues = {
  en: JSON.parse(await readFile(new URL('en.json', folder), 'utf8')),
  cy: JSON.parse(await readFile(new URL('cy.json', folder), 'utf8')),
}

/** What a key ("erase.title") says in the language, with its places filled. */
export function say(language, key, places = {}) {
  const words = key.split('.').reduce((found, part) => found?.[part], catalogues[language])
  if (typeof words !== 'string') throw new Error(`no words for ${key} in ${language}`)
  return words.replace(/\{\{(\w+)\}\}/g, (_, name) => String(places[name]))
}
