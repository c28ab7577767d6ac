import type { FieldForm } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'
import { entryOf, isEmpty, mayBeVague, readDate } from '../../model/form'
import type { Draft } from '../../model/form'
import type { Waiting } from '../../model/outbox'
import { useApp } from '../../state/app'
import { useForms } from '../../state/use-forms'

/** What a waiting record says, field by field, as its form named them. */
export function Written({ item }: { readonly item: Waiting }) {
  const { saying } = useApp()
  const { answer } = useForms()
  if (answer?.kind !== 'ok') return null
  const kind = answer.value.kinds.find((each) => each.kind === item.kind)
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{saying.t('device.says')}</span>
      </summary>
      <div class="govuk-details__text">
        <Lines fields={answer.value.envelope} draft={item.draft.envelope} prefix="envelope" />
        <Lines fields={kind?.fields ?? []} draft={item.draft.body} prefix="body" />
      </div>
    </details>
  )
}

interface LinesProps {
  readonly fields: readonly FieldForm[]
  readonly draft: Draft
  readonly prefix: string
}

function Lines({ fields, draft, prefix }: LinesProps) {
  const { saying } = useApp()
  const filled = fields.filter((field) => !isEmpty(entryOf(draft, field)))
  if (filled.length === 0) return null
  return (
    <dl class="govuk-summary-list govuk-summary-list--no-border written">
      {filled.map((field) => {
        const entry = entryOf(draft, field)
        return (
          <div class="govuk-summary-list__row" key={field.field}>
            <dt class="govuk-summary-list__key">{saying.words(field.label)}</dt>
            <dd class="govuk-summary-list__value">
              {entry.kind === 'groups'
                ? entry.groups.map((group, index) => (
                    <Lines key={index} fields={field.parts} draft={group} prefix={prefix} />
                  ))
                : shown(field, draft, prefix, saying)}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function shown(field: FieldForm, draft: Draft, prefix: string, saying: Saying): string {
  const entry = entryOf(draft, field)
  switch (entry.kind) {
    case 'text':
      return entry.text
    case 'date': {
      const read = readDate(entry, mayBeVague(`${prefix}.${field.field}`))
      return read ? saying.longDay(read.day) : `${entry.day} ${entry.month} ${entry.year}`
    }
    case 'chosen':
      return entry.values
        .map((value) => {
          if (field.control === 'yes_no') return saying.t(value === 'true' ? 'form.yes' : 'form.no')
          return saying.words(field.choices.find((choice) => choice.value === value)?.text) || value
        })
        .join(', ')
    case 'texts':
      return entry.texts.filter((text) => text.trim() !== '').join(', ')
    case 'groups':
      return ''
  }
}
