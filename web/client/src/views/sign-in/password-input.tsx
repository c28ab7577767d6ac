import type { TargetedInputEvent } from 'preact'
import { useState } from 'preact/hooks'
import { useApp } from '../../state/app'
import { Labelled, describedBy } from '../parts/controls'
import type { LabelledProps } from '../parts/controls'

interface Props extends LabelledProps {
  readonly value: string
  readonly set: (value: string) => void
  readonly autocomplete: 'current-password' | 'new-password'
}

/** A password, which its owner may look at. */
export function PasswordInput(props: Props) {
  const { saying } = useApp()
  const { t } = saying
  const [seen, setSeen] = useState(false)
  const common = {
    class: `govuk-input govuk-password-input__input govuk-js-password-input-input ${props.fault ? 'govuk-input--error' : ''}`,
    id: props.id,
    value: props.value,
    autocomplete: props.autocomplete,
    autocapitalize: 'none' as const,
    spellcheck: false,
    'aria-describedby': describedBy(props),
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => props.set(event.currentTarget.value),
  }
  return (
    <Labelled {...props} class="govuk-password-input">
      <div class="govuk-input__wrapper govuk-password-input__wrapper">
        {seen ? <input type="text" {...common} /> : <input type="password" {...common} />}
        <button
          type="button"
          class="govuk-button govuk-button--secondary govuk-password-input__toggle"
          aria-controls={props.id}
          aria-label={seen ? t('signIn.hidePassword') : t('signIn.showPassword')}
          onClick={() => setSeen(!seen)}
        >
          {seen ? t('signIn.hide') : t('signIn.show')}
        </button>
      </div>
    </Labelled>
  )
}
