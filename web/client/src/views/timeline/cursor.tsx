import { useState } from 'preact/hooks'
import type { Saying } from '../../i18n'
import type { Picture } from '../../model/picture/layout'
import { dayAt, oneDay, startOf } from '../../model/picture/when'
import type { Stretch } from '../../model/picture/when'
import type { Then } from '../../model/then'
import { Select } from '../parts/controls'
import { agencies } from '../parts/envelope-words'

// Half the width of what is slid, so that its middle stands on the day.
const thumbPx = 8

interface Props {
  readonly picture: Picture
  readonly window: Stretch
  readonly cursor: number | undefined
  readonly setCursor: (instant: number) => void
  readonly then: Then
  readonly today: string
  readonly saying: Saying
  readonly look: (then: Then) => void
  readonly compare: (before: string, after: string) => void
}

/** A day on the picture: the page as it was known then, or that day beside today. */
export function CursorControl(props: Props) {
  const { picture, window, cursor, then, today, saying } = props
  const { t } = saying
  const [by, setBy] = useState(then.by)
  const last = Math.min(window.to - 1, startOf(today) ?? window.to)
  const first = Math.min(Math.ceil(window.from / oneDay) * oneDay, last)
  const at = Math.min(Math.max(cursor ?? last, first), last)
  const day = dayAt(at)
  const dayInWords = saying.longDay(day)
  const wish: Then = { known: day === today ? '' : day, on: '', by }
  const changesNothing = wish.known === then.known && wish.by === then.by && then.on === ''
  return (
    <form
      class="picture-cursor"
      onSubmit={(event) => {
        event.preventDefault()
        props.look(wish)
      }}
    >
      <div
        class="picture-cursor__day"
        style={{
          '--slider-from': `${Math.max(0, picture.xOf(first + oneDay / 2) - thumbPx)}px`,
          '--slider-to': `${picture.xOf(Math.floor(last / oneDay) * oneDay + oneDay / 2) + thumbPx}px`,
        }}
      >
        <label class="govuk-label" for="picture-day">
          {t('picture.day')}: <strong>{saying.shortDay(day)}</strong>
        </label>
        <input
          type="range"
          id="picture-day"
          min={first / oneDay}
          max={Math.floor(last / oneDay)}
          step={1}
          value={Math.floor(at / oneDay)}
          aria-valuetext={dayInWords}
          onInput={(event) =>
            props.setCursor(Number(event.currentTarget.value) * oneDay + oneDay / 2)
          }
        />
      </div>
      <Select
        id="picture-by"
        label={t('then.byLabel')}
        none={t('then.byAll')}
        value={by}
        set={setBy}
        choices={agencies(saying)}
      />
      <div class="picture-cursor__acts">
        {!changesNothing && (
          <button type="submit" class="govuk-button govuk-button--secondary">
            {day === today ? t('picture.showToday') : t('picture.showThen', { day: dayInWords })}
          </button>
        )}
        {day !== today && (
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            onClick={() => props.compare(day, today)}
          >
            {t('picture.compareToday', { day: dayInWords })}
          </button>
        )}
      </div>
    </form>
  )
}
