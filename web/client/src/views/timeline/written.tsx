import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import type { Look } from '../../model/look'
import type { Stretch } from '../../model/picture/when'
import { useApp } from '../../state/app'
import { RecordsTable } from './table'
import { stretchInWords } from './words'

/** As many records are shown at once, and as many more each time they are asked for. */
const shownAtOnce = 50

interface Props {
  readonly items: readonly TimelineItem[]
  readonly total: number
  readonly window: Stretch | undefined
  readonly look: Look
  readonly change: (look: Partial<Look>) => void
  readonly setWindow: (window: Stretch | undefined) => void
  readonly sought: string
  readonly loading: boolean
  readonly hrefOf: (event: string) => string
  readonly list: (items: readonly TimelineItem[]) => ComponentChildren
  readonly serviceOf?: (event: string) => string
}

/** The records in words: how many, a list or a table of them, and more when they are asked for. */
export function Written(props: Props) {
  const { items, total, window, look, change, sought, loading } = props
  const { saying } = useApp()
  const { t } = saying
  const [most, setMost] = useState(shownAtOnce)
  const at = items.findIndex(({ eventId }) => eventId === sought)
  const shown = useMemo(() => items.slice(0, Math.max(most, at + 1)), [items, most, at])
  useEffect(() => setMost(shownAtOnce), [look.from, look.to, look.strand, look.text])
  const more = items.length - shown.length
  return (
    <div class="timeline__written">
      <div class="timeline__count">
        <p class="govuk-body timeline__told" role="status">
          {t('look.shown', { count: items.length, total })}
          {window && ` · ${stretchInWords(window, saying)}`}
          {loading && ` · ${t('look.loading')}`}
        </p>
        {window && (
          <button type="button" class="link-button" onClick={() => props.setWindow(undefined)}>
            {t('look.anyTime')}
          </button>
        )}
        <div role="group" aria-label={t('look.view')} class="timeline__views">
          {(['list', 'table'] as const).map((view) => (
            <button
              key={view}
              type="button"
              class="timeline__view"
              aria-pressed={look.view === view}
              onClick={() => change({ view })}
            >
              {t(`look.${view}`)}
            </button>
          ))}
        </div>
      </div>
      {items.length === 0 && <p class="govuk-body">{t('provider.timelineNone')}</p>}
      {items.length > 0 &&
        (look.view === 'table' ? (
          <RecordsTable
            items={shown}
            saying={saying}
            caption={t('provider.timeline')}
            hrefOf={props.hrefOf}
            {...(props.serviceOf ? { serviceOf: props.serviceOf } : {})}
          />
        ) : (
          props.list(shown)
        ))}
      {more > 0 && (
        <button
          type="button"
          class="govuk-button govuk-button--secondary timeline__more"
          onClick={() => setMost(shown.length + shownAtOnce)}
        >
          {t('look.more', { count: Math.min(more, shownAtOnce) })}
        </button>
      )}
    </div>
  )
}
