import type { ShownField } from '../../generated/gwarchod/v1/views_pb'
import { useApp } from '../../state/app'

/** What the register says of the provider. */
export function Details({ details }: { readonly details: readonly ShownField[] }) {
  const { saying } = useApp()
  if (details.length === 0) return null
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{saying.t('provider.details')}</span>
      </summary>
      <div class="govuk-details__text">
        <ShownFields fields={details} />
      </div>
    </details>
  )
}

/** The values of a record with their labels; what is withheld says so. */
export function ShownFields({ fields }: { readonly fields: readonly ShownField[] }) {
  const { saying } = useApp()
  return (
    <dl class="govuk-summary-list govuk-summary-list--no-border shown-fields">
      {fields.map((field, index) => (
        <div class="govuk-summary-list__row" key={`${field.field}${index}`}>
          <dt class="govuk-summary-list__key">{saying.words(field.label)}</dt>
          <dd class="govuk-summary-list__value">
            <FieldValue field={field} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** One value: held back, erased, in parts, or as it was written. */
export function FieldValue({ field }: { readonly field: ShownField }) {
  const { saying } = useApp()
  if (field.withheld) return <span class="withheld">{saying.t('provider.withheld')}</span>
  if (field.parts.length === 0) {
    const look = field.erased ? 'as-written withheld' : 'as-written'
    return <span class={look}>{saying.words(field.value)}</span>
  }
  return (
    <ol class="govuk-list shown-fields__parts">
      {field.parts.map((part, index) => (
        <li key={index}>
          {part.parts.length > 0 ? (
            <ShownFields fields={part.parts} />
          ) : (
            <FieldValue field={part} />
          )}
        </li>
      ))}
    </ol>
  )
}
