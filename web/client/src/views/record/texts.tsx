import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../../state/app'
import { Grouped } from '../parts/controls'
import type { LabelledProps } from '../parts/controls'
import type { FieldProps } from './field'

/** Several short texts, one a line, as many as are needed. */
export function Texts(props: FieldProps & LabelledProps) {
  const { saying } = useApp()
  const { t } = saying
  const texts =
    props.entry.kind === 'texts' && props.entry.texts.length > 0 ? props.entry.texts : ['']
  const set = (next: readonly string[]) => props.set({ kind: 'texts', texts: next })
  const list = useRef<HTMLDivElement>(null)
  const grown = useRef(false)
  useEffect(() => {
    if (!grown.current) return
    grown.current = false
    const inputs = list.current?.querySelectorAll('input')
    inputs?.[inputs.length - 1]?.focus()
  }, [texts.length])
  return (
    <Grouped {...props}>
      <div ref={list}>
        {texts.map((text, index) => {
          const label = t('form.item', { what: saying.words(props.field.label), number: index + 1 })
          const fault = props.faults.get(`${props.path}[${index}]`)
          return (
            <div class="texts__row" key={index}>
              {fault !== undefined && <p class="govuk-error-message">{fault}</p>}
              <input
                type="text"
                class="govuk-input govuk-input--width-20"
                id={index === 0 ? props.id : `${props.id}-${index}`}
                aria-label={label}
                autocomplete="off"
                value={text}
                onInput={(event) => {
                  const typed = event.currentTarget.value
                  set(texts.map((each, at) => (at === index ? typed : each)))
                }}
              />
              {texts.length > 1 && (
                <button
                  type="button"
                  class="link-button"
                  onClick={() => set(texts.filter((_, at) => at !== index))}
                >
                  {t('form.removeItem')}
                  <span class="govuk-visually-hidden"> {label}</span>
                </button>
              )}
            </div>
          )
        })}
      </div>
      <button
        type="button"
        class="govuk-button govuk-button--secondary add-button"
        onClick={() => {
          grown.current = true
          set([...texts, ''])
        }}
      >
        {t('form.addText')}
        <span class="govuk-visually-hidden">: {saying.words(props.field.label)}</span>
      </button>
    </Grouped>
  )
}
