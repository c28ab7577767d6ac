import { useState } from 'preact/hooks'
import { readFilter, writeFilter } from '../../model/filter'
import { parseDay } from '../../model/dates'
import { dateEntry, isEmpty, readDate } from '../../model/form'
import type { Entry } from '../../model/form'
import { useApp } from '../../state/app'
import { PastBanner } from '../parts/past-banner'
import { DateInput } from '../record/date-input'

/** Says that this is the board of a day that is past, and how to get back to today's. */
export function BoardThenBanner({ on }: { readonly on: string }) {
  const { saying, place } = useApp()
  const day = parseDay(on) ? saying.longDay(on) : on
  return (
    <PastBanner
      looking={saying.t('then.boardLooking', { day })}
      back={`/${writeFilter({ ...readFilter(place.query), on: '' })}`}
    />
  )
}

/** Chooses the day on which to look at the board. */
export function BoardThen({ on }: { readonly on: string }) {
  const { saying, place, go } = useApp()
  const { t } = saying
  const [entry, setEntry] = useState<Entry>(dateEntry(on))
  const [wrong, setWrong] = useState(false)

  function look() {
    const day = isEmpty(entry) || entry.kind !== 'date' ? undefined : readDate(entry, false)?.day
    setWrong(day === undefined)
    if (day === undefined) {
      document.getElementById('board-then')?.focus()
      return
    }
    go(`/${writeFilter({ ...readFilter(place.query), on: day })}`)
    globalThis.scrollTo(0, 0)
  }

  return (
    <details class="govuk-details then-panel" open={on !== ''}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t('then.boardTitle')}</span>
      </summary>
      <div class="govuk-details__text">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            look()
          }}
        >
          <DateInput
            id="board-then"
            label={t('then.boardLabel')}
            hint={t('then.knownHint')}
            fault={wrong ? t('then.fault') : undefined}
            entry={entry}
            set={setEntry}
            vague={false}
            withToday={false}
          />
          <button type="submit" class="govuk-button govuk-button--secondary">
            {t('then.look')}
          </button>
        </form>
      </div>
    </details>
  )
}
