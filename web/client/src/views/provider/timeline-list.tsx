import { useEffect, useMemo } from 'preact/hooks'
import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { withReadableReasons } from '../../model/stage-names'
import { byMonth } from '../../model/timeline'
import type { ProviderPage } from '../../model/timeline'
import { useApp } from '../../state/app'
import { TimelineEntry } from './timeline-entry'
import { useStageNames } from './use-stage-names'

interface Props {
  readonly page: ProviderPage
  readonly id: string
  readonly items: readonly TimelineItem[]
  readonly sought: string
  readonly loadFull: (item: TimelineItem) => void
}

/** Records of a provider, latest first, by the month they happened in. */
export function TimelineList({ page, id, items, sought, loadFull }: Props) {
  const { saying, board } = useApp()
  const nameOfStage = useStageNames(board?.board.stages)
  const months = useMemo(() => byMonth(items), [items])
  const soughtIsHere = items.some((item) => item.eventId === sought)

  useEffect(() => {
    if (!soughtIsHere) return
    const entry = document.getElementById(`event-${sought}`)
    entry?.scrollIntoView({ block: 'center' })
    entry?.focus({ preventScroll: true })
  }, [sought, soughtIsHere])

  return (
    <>
      {months.map((month) => (
        <section key={month.day} class="timeline__month" aria-label={saying.monthName(month.day)}>
          <h3 class="govuk-heading-s timeline__month-name">{saying.monthName(month.day)}</h3>
          <ol class="timeline__list">
            {month.items.map((item) => (
              <TimelineEntry
                key={item.eventId}
                item={withReadableReasons(item, nameOfStage)}
                id={id}
                fresh={page.fresh.has(item.eventId)}
                sought={item.eventId === sought}
                brief={page.brief.has(item.eventId)}
                loadFull={loadFull}
              />
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}
