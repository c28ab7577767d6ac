import { parseDay, writeDay } from '../../model/dates'
import { dateEntry } from '../../model/form'
import type { Entry } from '../../model/form'
import { useApp } from '../../state/app'
import { Grouped } from '../parts/controls'
import type { LabelledProps } from '../parts/controls'

interface Props extends LabelledProps {
  readonly entry: Entry
  readonly set: (entry: Entry) => void
  /** The day, or the month too, may be left empty. */
  readonly vague: boolean
  readonly withToday: boolean
}

/** A date in three boxes; the month is understood by its name too. */
export function DateInput(props: Props) {
  const { saying, session } = useApp()
  const { t } = saying
  const held = props.entry.kind === 'date' ? props.entry : { day: '', month: '', year: '' }
  const boxes = [
    { part: 'day', label: t('form.day'), width: 2 },
    { part: 'month', label: t('form.month'), width: 3 },
    { part: 'year', label: t('form.year'), width: 4 },
  ] as const
  const days = [
    { text: t('form.today'), day: session.today },
    { text: t('form.yesterday'), day: dayBefore(session.today) },
  ]
  return (
    <Grouped
      {...props}
      hint={props.hint ?? (props.vague ? t('form.vagueDate') : undefined)}
      role="group"
    >
      <div class="govuk-date-input">
        {boxes.map(({ part, label, width }, index) => {
          const id = index === 0 ? props.id : `${props.id}-${part}`
          return (
            <div class="govuk-date-input__item" key={part}>
              <div class="govuk-form-group">
                <label class="govuk-label govuk-date-input__label" for={id}>
                  {label}
                </label>
                <input
                  class={`govuk-input govuk-date-input__input govuk-input--width-${width} ${props.fault ? 'govuk-input--error' : ''}`}
                  id={id}
                  type="text"
                  inputMode={part === 'month' ? undefined : 'numeric'}
                  autocomplete="off"
                  value={held[part]}
                  onInput={(event) =>
                    props.set({
                      kind: 'date',
                      day: held.day,
                      month: held.month,
                      year: held.year,
                      [part]: event.currentTarget.value,
                    })
                  }
                />
              </div>
            </div>
          )
        })}
        {props.withToday && (
          <span class="date-shortcuts">
            {days.map(({ text, day }) => (
              <button
                type="button"
                class="link-button"
                key={text}
                onClick={() => props.set(dateEntry(day))}
              >
                {text}
              </button>
            ))}
          </span>
        )}
      </div>
    </Grouped>
  )
}

function dayBefore(day: string): string {
  const parts = parseDay(day)
  if (!parts) return ''
  const before = new Date(Date.UTC(parts.year, parts.month - 1, parts.day - 1))
  return writeDay(before.getUTCFullYear(), before.getUTCMonth() + 1, before.getUTCDate())
}
