import type { ComponentChildren, TargetedInputEvent } from 'preact'
import { useApp } from '../../state/app'

export interface LabelledProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly fault?: string | undefined
}

/** The ids that describe a control, for aria-describedby. */
export function describedBy({ id, hint, fault }: LabelledProps, more?: string): string | undefined {
  const ids = [hint ? `${id}-hint` : '', fault ? `${id}-error` : '', more ?? ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

export function Hint({ id, hint }: LabelledProps) {
  return hint ? (
    <div class="govuk-hint" id={`${id}-hint`}>
      {hint}
    </div>
  ) : null
}

export function FaultText({ id, fault }: LabelledProps) {
  const { saying } = useApp()
  return fault ? (
    <p class="govuk-error-message" id={`${id}-error`}>
      <span class="govuk-visually-hidden">{saying.t('fault.prefix')}</span> {fault}
    </p>
  ) : null
}

interface GroupProps extends LabelledProps {
  readonly children: ComponentChildren
  readonly class?: string
}

/** A control with its label, hint and fault above it. */
export function Labelled(props: GroupProps) {
  return (
    <div
      class={`govuk-form-group ${props.class ?? ''} ${props.fault ? 'govuk-form-group--error' : ''}`}
    >
      <label class="govuk-label" for={props.id}>
        {props.label}
      </label>
      <Hint {...props} />
      <FaultText {...props} />
      {props.children}
    </div>
  )
}

/** Several controls under one legend. */
export function Grouped(props: GroupProps & { readonly role?: 'group' }) {
  return (
    <div
      class={`govuk-form-group ${props.class ?? ''} ${props.fault ? 'govuk-form-group--error' : ''}`}
    >
      <fieldset class="govuk-fieldset" role={props.role} aria-describedby={describedBy(props)}>
        <legend class="govuk-fieldset__legend">{props.label}</legend>
        <Hint {...props} />
        <FaultText {...props} />
        {props.children}
      </fieldset>
    </div>
  )
}

interface TextProps extends LabelledProps {
  readonly value: string
  readonly set: (value: string) => void
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  readonly type?: 'text' | 'search'
  readonly numeric?: boolean
  readonly autocomplete?: string
  readonly prefix?: string
  readonly suffix?: string
}

export function TextInput(props: TextProps) {
  const width = props.width ? `govuk-input--width-${props.width}` : ''
  const common = {
    class: `govuk-input ${width} ${props.fault ? 'govuk-input--error' : ''}`,
    id: props.id,
    value: props.value,
    autocomplete: props.autocomplete ?? 'off',
    'aria-describedby': describedBy(props),
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => props.set(event.currentTarget.value),
  }
  const input =
    props.type === 'search' ? (
      <input type="search" {...common} />
    ) : (
      <input type="text" inputMode={props.numeric ? 'numeric' : undefined} {...common} />
    )
  return (
    <Labelled {...props}>
      {props.prefix !== undefined || props.suffix !== undefined ? (
        <div class="govuk-input__wrapper">
          {props.prefix !== undefined && (
            <div class="govuk-input__prefix" aria-hidden="true">
              {props.prefix}
            </div>
          )}
          {input}
          {props.suffix !== undefined && (
            <div class="govuk-input__suffix" aria-hidden="true">
              {props.suffix}
            </div>
          )}
        </div>
      ) : (
        input
      )}
    </Labelled>
  )
}

export interface Choice {
  readonly value: string
  readonly text: string
  readonly hint?: string | undefined
}

interface SelectProps extends LabelledProps {
  readonly choices: readonly Choice[]
  readonly value: string
  readonly set: (value: string) => void
  readonly none: string
  readonly class?: string
}

export function Select(props: SelectProps) {
  return (
    <Labelled {...props}>
      <select
        class={`govuk-select ${props.fault ? 'govuk-select--error' : ''}`}
        id={props.id}
        value={props.value}
        aria-describedby={describedBy(props)}
        onChange={(event) => props.set(event.currentTarget.value)}
      >
        <option value="">{props.none}</option>
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

interface ManyProps extends LabelledProps {
  readonly choices: readonly Choice[]
  readonly values: readonly string[]
  readonly set: (values: readonly string[]) => void
  readonly inline?: boolean
  readonly columns?: boolean
}

export function Radios(props: ManyProps) {
  const inline = props.inline ? 'govuk-radios--inline' : ''
  return (
    <Grouped {...props}>
      <div class={`govuk-radios govuk-radios--small ${inline}`}>
        {props.choices.map((choice, index) => (
          <div class="govuk-radios__item" key={choice.value}>
            <input
              class="govuk-radios__input"
              id={index === 0 ? props.id : `${props.id}-${choice.value}`}
              name={props.id}
              type="radio"
              value={choice.value}
              checked={props.values.includes(choice.value)}
              onChange={() => props.set([choice.value])}
            />
            <label
              class="govuk-label govuk-radios__label"
              for={index === 0 ? props.id : `${props.id}-${choice.value}`}
            >
              {choice.text}
            </label>
          </div>
        ))}
      </div>
    </Grouped>
  )
}

export function Checkboxes(props: ManyProps) {
  function toggle(value: string, on: boolean) {
    const others = props.values.filter((each) => each !== value)
    props.set(on ? [...others, value] : others)
  }
  return (
    <Grouped {...props}>
      <div
        class={`govuk-checkboxes govuk-checkboxes--small ${props.columns ? 'checkboxes--columns' : ''}`}
      >
        {props.choices.map((choice, index) => (
          <div class="govuk-checkboxes__item" key={choice.value}>
            <input
              class="govuk-checkboxes__input"
              id={index === 0 ? props.id : `${props.id}-${choice.value}`}
              type="checkbox"
              value={choice.value}
              checked={props.values.includes(choice.value)}
              onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
            />
            <label
              class="govuk-label govuk-checkboxes__label"
              for={index === 0 ? props.id : `${props.id}-${choice.value}`}
            >
              {choice.text}
            </label>
          </div>
        ))}
      </div>
    </Grouped>
  )
}
