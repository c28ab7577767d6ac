import { useState } from 'preact/hooks'
import type { Saying } from '../../i18n'
import { parseDay } from '../../model/dates'
import { dateEntry, isEmpty, readDate } from '../../model/form'
import type { Entry } from '../../model/form'
import { paths } from '../../model/route'
import { readLook, writeLook } from '../../model/look'
import { isNow, joined, writeThen } from '../../model/then'
import type { Then } from '../../model/then'
import { useApp } from '../../state/app'
import { PastBanner } from '../parts/past-banner'
import { Select } from '../parts/controls'
import { agencies } from '../parts/envelope-words'
import { DateInput } from '../record/date-input'

interface Props {
  readonly id: string
  readonly then: Then
}

/** Says that what stands here is not the record as it stands now, and how to get back to that. */
export function ThenBanner({ id, then }: Props) {
  const { saying } = useApp()
  if (isNow(then)) return null
  return <PastBanner looking={thenInWords(then, saying)} back={paths.provider(id)} />
}

/** "You are looking at the record as known on 3 May 2026 by Local Health Board." */
function thenInWords(then: Then, saying: Saying): string {
  const { t } = saying
  const agency = agencyOf(then.by, saying)
  const parts = [
    ...(then.known === ''
      ? []
      : parseDay(then.known)
        ? [t('then.knownOn', { day: saying.longDay(then.known) })]
        : [t('then.knownAt', { position: then.known })]),
    ...(then.by === '' ? [] : [t('then.knownBy', { agency })]),
    ...(then.on === '' ? [] : [t('then.readOn', { day: saying.longDay(then.on) })]),
  ]
  return t('then.looking', { how: parts.join(', ') })
}

/** The agency as the address names it: HEALTH_BOARD, or health-board. */
function wireName(by: string): string {
  return by.toUpperCase().replaceAll('-', '_')
}

function agencyOf(by: string, saying: Saying): string {
  return agencies(saying).find((agency) => agency.value === wireName(by))?.text ?? by
}

/** Chooses which part of the record to look at. What is chosen goes into the address. */
export function ThenPanel({ id, then }: Props) {
  const { saying, go, place } = useApp()
  const { t } = saying
  const [known, setKnown] = useState<Entry>(dateEntry(then.known))
  const [on, setOn] = useState<Entry>(dateEntry(then.on))
  const [by, setBy] = useState(wireName(then.by))
  const [wrong, setWrong] = useState<readonly string[]>([])
  const fault = (control: string) => (wrong.includes(control) ? t('then.fault') : undefined)

  function look() {
    const chosen = { known: dayOf(known), on: dayOf(on) }
    const faults = [
      ...(chosen.known === undefined ? ['then-known'] : []),
      ...(chosen.on === undefined ? ['then-on'] : []),
    ]
    setWrong(faults)
    if (faults[0] !== undefined) {
      document.getElementById(faults[0])?.focus()
      return
    }
    const then = writeThen({ known: chosen.known ?? '', on: chosen.on ?? '', by })
    go(paths.provider(id, joined(then, writeLook(readLook(place.query)))))
    globalThis.scrollTo(0, 0)
  }

  return (
    <details class="govuk-details then-panel" open={!isNow(then)}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t('then.title')}</span>
      </summary>
      <div class="govuk-details__text">
        <p class="govuk-body">{t('then.about')}</p>
        <form
          noValidate
          class="then-panel__form"
          onSubmit={(event) => {
            event.preventDefault()
            look()
          }}
        >
          <DateInput
            id="then-known"
            label={t('then.knownLabel')}
            hint={t('then.knownHint')}
            fault={fault('then-known')}
            entry={known}
            set={setKnown}
            vague={false}
            withToday={false}
          />
          <DateInput
            id="then-on"
            label={t('then.onLabel')}
            hint={t('then.onHint')}
            fault={fault('then-on')}
            entry={on}
            set={setOn}
            vague={false}
            withToday={false}
          />
          <Select
            id="then-by"
            label={t('then.byLabel')}
            none={t('then.byAll')}
            value={by}
            set={setBy}
            choices={agencies(saying)}
          />
          <button type="submit" class="govuk-button govuk-button--secondary">
            {t('then.look')}
          </button>
        </form>
      </div>
    </details>
  )
}

/** '' for no day; nothing for what is none. */
function dayOf(entry: Entry): string | undefined {
  if (isEmpty(entry)) return ''
  return readDate(entry.kind === 'date' ? entry : { day: '', month: '', year: '' }, false)?.day
}
