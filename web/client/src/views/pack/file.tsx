import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Pack } from '../../generated/gwarchod/v1/pack_pb'
import { sayings } from '../../i18n'
import type { Language } from '../../model/language'
import { AppContext } from '../../state/app'
import { alone } from './alone'
import { PackPages } from './pages'

const marginsOf = (marking: string, page: string) => `@page {
  @top-center { content: ${JSON.stringify(marking)}; }
  @bottom-left { content: ${JSON.stringify(marking)}; }
  @bottom-right { content: ${JSON.stringify(page)} " " counter(page) " / " counter(pages); }
}`

/** A pack in one language or the other, with what it is marked as on every page of paper. */
export function PackFile({ pack }: { readonly pack: Pack }) {
  const [language, setLanguage] = useState<Language>(location.hash === '#cy' ? 'cy' : 'en')
  const saying = sayings[language]
  const app = useMemo(() => alone(language, setLanguage), [language])
  const root = useRef<HTMLDivElement>(null)
  const marking = `${saying.words(pack.marking)} · ${pack.authority}`
  const page = saying.t('pack.page')

  useEffect(() => {
    document.documentElement.lang = language
    const name = pack.provider?.row?.name ?? ''
    document.title = `${name} - ${saying.t('pack.title')} - ${pack.authority}`
  }, [language, pack, saying])
  useEffect(() => {
    const style = document.createElement('style')
    style.textContent = marginsOf(marking, page)
    document.head.append(style)
    return () => style.remove()
  }, [marking, page])
  // Links of the tracker's page to a record lead to its row in the table.
  useLayoutEffect(() => {
    // Paper cannot be pressed: whatever can be opened is.
    for (const part of root.current?.querySelectorAll('details') ?? []) part.open = true
    for (const link of root.current?.querySelectorAll('a[href*="#event-"]') ?? []) {
      const event = (link.getAttribute('href') ?? '').split('#event-')[1] ?? ''
      link.setAttribute('href', `#row-${event}`)
    }
  })

  return (
    <AppContext.Provider value={app}>
      <div class="pack" ref={root}>
        <PackPages pack={pack} marking={marking} />
      </div>
    </AppContext.Provider>
  )
}
