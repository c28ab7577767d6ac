import { useEffect, useRef, useState } from 'preact/hooks'
import { readFilter, writeFilter } from '../../model/filter'
import { addDays, daysBetween, parseDay } from '../../model/dates'
import type { Day } from '../../model/dates'
import { dateEntry, isEmpty, readDate } from '../../model/form'
import type { Entry } from '../../model/form'
import { useApp } from '../../state/app'
import { PastBanner } from '../parts/past-banner'
import { DateInput } from '../record/date-input'

/** Says that this is the board of a day that is past, and how to get back to today's. */
export function BoardThenBanner({ on }: { readonly on: Day }) {
  const { saying, place } = useApp()
  const day = parseDay(on) ? saying.longDay(on) : on
  return (
    <PastBanner
      looking={saying.t('then.boardLooking', { day })}
      back={`/${writeFilter({ ...readFilter(place.query), on: '' })}`}
    />
  )
}

// As far back as the drawing of a row goes. An older day can be typed.
const daysBack = 731
// A hand on the slider passes many days; the one it rests on is asked for.
const restMs = 400

interface Props {
  /** The day looked at; '' for now. */
  readonly on: Day
  readonly today: Day
  /** Days of meetings, latest first. */
  readonly meetings: readonly Day[]
}

/** Chooses the day on which to look at the board: by a slider, meeting by meeting, day by day, or typed. */
export function BoardThen({ on, today, meetings }: Props) {
  const { saying, place, go } = useApp()
  const { t } = saying
  const here = on === '' ? today : on
  const wasTyped = on !== '' && on < addDays(today, -daysBack)
  const meeting = meetings.find((day) => day < here)

  function look(day: Day) {
    const on = day >= today ? '' : day
    go(`/${writeFilter({ ...readFilter(place.query), on })}`, 'replace')
  }
  return (
    <details class="govuk-details board-tool" open={on !== ''}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t('then.boardTitle')}</span>
      </summary>
      <div class="govuk-details__text">
        <DaySlider day={here} today={today} meetings={meetings} look={look} />
        <div class="row-actions day-steps">
          {meeting !== undefined && (
            <button type="button" class="link-button" onClick={() => look(meeting)}>
              {t(on === '' ? 'then.lastMeeting' : 'then.meetingBefore', {
                day: saying.longDay(meeting),
              })}
            </button>
          )}
          <button type="button" class="link-button" onClick={() => look(addDays(here, -1))}>
            {t('then.dayBefore')}
          </button>
          {on !== '' && (
            <>
              <button type="button" class="link-button" onClick={() => look(addDays(here, 1))}>
                {t('then.dayAfter')}
              </button>
              <button type="button" class="link-button" onClick={() => look(today)}>
                {t('then.goLive')}
              </button>
            </>
          )}
        </div>
        <details class="govuk-details board-tool" open={wasTyped}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">{t('then.type')}</span>
          </summary>
          <div class="govuk-details__text">
            <TypedDay on={on} key={on} look={look} />
          </div>
        </details>
      </div>
    </details>
  )
}

interface SliderProps {
  readonly day: Day
  readonly today: Day
  readonly meetings: readonly Day[]
  readonly look: (day: Day) => void
}

function DaySlider({ day, today, meetings, look }: SliderProps) {
  const { saying } = useApp()
  const { t } = saying
  const [moved, setMoved] = useState<Day>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const first = addDays(today, -daysBack)
  const shown = moved ?? day
  useEffect(() => setMoved(undefined), [day])
  useEffect(() => () => clearTimeout(timer.current), [])

  function move(days: number) {
    const next = addDays(first, days)
    setMoved(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => look(next), restMs)
  }
  return (
    <div class="govuk-form-group day-slider">
      <label class="govuk-label" for="board-day">
        {t('then.slider')} <strong>{saying.longDay(shown)}</strong>
        {shown >= today && ` (${t('then.today')})`}
      </label>
      <input
        class="day-slider__input"
        id="board-day"
        type="range"
        min={0}
        max={daysBack}
        step={1}
        list="board-meetings"
        value={Math.max(0, daysBetween(first, shown))}
        aria-valuetext={saying.longDay(shown)}
        onInput={(event) => move(Number(event.currentTarget.value))}
      />
      <datalist id="board-meetings">
        {meetings
          .filter((each) => each >= first)
          .map((each) => (
            <option key={each} value={daysBetween(first, each)} />
          ))}
      </datalist>
      <div class="day-slider__ends" aria-hidden="true">
        <span>{saying.shortDay(first)}</span>
        {meetings.length > 0 && <span>{t('then.marks')}</span>}
        <span>{t('then.today')}</span>
      </div>
    </div>
  )
}

interface TypedProps {
  readonly on: Day
  readonly look: (day: Day) => void
}

function TypedDay({ on, look }: TypedProps) {
  const { saying } = useApp()
  const { t } = saying
  const [entry, setEntry] = useState<Entry>(dateEntry(on))
  const [wrong, setWrong] = useState(false)

  function send() {
    const day = isEmpty(entry) || entry.kind !== 'date' ? undefined : readDate(entry, false)?.day
    setWrong(day === undefined)
    if (day === undefined) document.getElementById('board-then')?.focus()
    else look(day)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
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
  )
}
