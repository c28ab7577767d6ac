import type { ComponentChildren } from 'preact'
import type { Filter, Tick } from '../../model/filter'
import { useSaying } from '../../state/app'

/** How many rows are new, counted from the reader's last visit and from the last meeting. */
export interface BoardNews {
  readonly visit: number
  readonly meeting: number
  /** The day of the last meeting; '' when none is on record. */
  readonly meetingDay: string
  readonly markAll: () => void
}

interface Props {
  readonly filter: Filter
  readonly change: (filter: Filter) => void
  readonly news: BoardNews | undefined
}

/** What a reader ticks to see only some rows. */
export function FilterTicks({ filter, change, news }: Props) {
  const saying = useSaying()
  const { t } = saying
  const tick = (name: Tick, text: string) => (
    <TickBox
      id={`filter-${name}`}
      checked={filter[name]}
      set={(on) => change({ ...filter, [name]: on })}
    >
      {text}
    </TickBox>
  )
  return (
    <fieldset class="govuk-fieldset filter__tick-set">
      <legend class="govuk-visually-hidden">{t('board.only')}</legend>
      <div class="govuk-checkboxes govuk-checkboxes--small filter__tick-row">
        {tick('needsDecision', t('board.needsDecision'))}
        {tick('overdue', t('board.overdue'))}
        {tick('toReview', t('board.toReview'))}
        {tick('inCounty', t('board.inCounty'))}
        {tick('inUse', t('board.inUse'))}
      </div>
      {news && (
        <div class="govuk-checkboxes govuk-checkboxes--small filter__tick-row">
          {tick('changed', t('board.changed', { count: news.visit }))}
          {news.visit > 0 && (
            <button type="button" class="link-button" onClick={news.markAll}>
              {t('board.markSeen')}
            </button>
          )}
          {news.meetingDay !== '' &&
            tick(
              'sinceMeeting',
              t('board.sinceMeeting', {
                count: news.meeting,
                day: saying.longDay(news.meetingDay),
              }),
            )}
        </div>
      )}
    </fieldset>
  )
}

interface TickBoxProps {
  readonly id: string
  readonly checked: boolean
  readonly set: (on: boolean) => void
  readonly children: ComponentChildren
}

function TickBox({ id, checked, set, children }: TickBoxProps) {
  return (
    <div class="govuk-checkboxes__item">
      <input
        class="govuk-checkboxes__input"
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      <label class="govuk-label govuk-checkboxes__label" for={id}>
        {children}
      </label>
    </div>
  )
}
