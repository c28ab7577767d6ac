import { useEffect, useMemo, useState } from 'preact/hooks'
import { Strand } from '../../generated/gwarchod/v1/options_pb'
import { withReadableReasons } from '../../model/stage-names'
import { byMonth } from '../../model/timeline'
import type { ProviderPage } from '../../model/timeline'
import { useApp } from '../../state/app'
import { useStageNames } from './use-stage-names'
import { Select } from '../parts/controls'
import { strandName, strands } from './strand'
import { TimelineEntry } from './timeline-entry'

interface Props {
  readonly page: ProviderPage
  readonly id: string
  readonly sought: string
  readonly loadOlder: () => void
  readonly loadingOlder: boolean
}

/** All that was recorded of a provider, latest first, by the month it happened in. */
export function TimelineList({ page, id, sought, loadOlder, loadingOlder }: Props) {
  const { saying, board } = useApp()
  const { t } = saying
  const nameOfStage = useStageNames(board?.board.stages)
  const [only, setOnly] = useState('')

  const shown = useMemo(
    () =>
      page.items.filter((item) => {
        if (item.eventId === sought || only === '') return true
        return only === 'concerns' ? item.concern : Strand[item.strand] === only
      }),
    [page.items, only, sought],
  )
  const present = new Set(page.items.map((item) => item.strand))
  const soughtIsHere = page.items.some((item) => item.eventId === sought)

  useEffect(() => {
    if (!soughtIsHere) return
    const entry = document.getElementById(`event-${sought}`)
    entry?.scrollIntoView({ block: 'center' })
    entry?.focus({ preventScroll: true })
  }, [sought, soughtIsHere])

  return (
    <section aria-labelledby="timeline-heading" class="timeline">
      <div class="timeline__top">
        <h2 class="govuk-heading-m" id="timeline-heading">
          {t('provider.timeline')}
        </h2>
        {page.items.length > 0 && (
          <Select
            id="timeline-only"
            label={t('provider.strand')}
            none={t('provider.allStrands')}
            value={only}
            set={setOnly}
            choices={[
              { value: 'concerns', text: t('provider.concernsOnly') },
              ...strands
                .filter((strand) => present.has(strand))
                .map((strand) => ({ value: Strand[strand], text: strandName(strand, t) })),
            ]}
          />
        )}
      </div>
      {page.items.length === 0 && <p class="govuk-body">{t('provider.timelineEmpty')}</p>}
      {page.items.length > 0 && shown.length === 0 && (
        <p class="govuk-body">{t('provider.timelineNone')}</p>
      )}
      {byMonth(shown).map((month) => (
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
              />
            ))}
          </ol>
        </section>
      ))}
      {page.next !== '' && (
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          disabled={loadingOlder}
          onClick={loadOlder}
        >
          {loadingOlder ? `${t('frame.loading')}…` : t('provider.older')}
        </button>
      )}
    </section>
  )
}
