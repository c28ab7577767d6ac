import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../../state/app'
import type { Draft, Entry } from '../../model/form'
import { FaultText, Hint } from '../parts/controls'
import type { LabelledProps } from '../parts/controls'
import { Fields } from './field'
import type { FieldProps } from './field'

/** Parts of a record, each with fields of its own: one, or as many as are needed. */
export function Groups(props: FieldProps & LabelledProps) {
  const { saying } = useApp()
  const { t } = saying
  const { field, path } = props
  const single = field.control === 'group'
  const what = saying.words(field.label)
  const held = props.entry.kind === 'groups' ? props.entry.groups : []
  const groups: readonly Draft[] = held.length === 0 && (single || field.required) ? [{}] : held
  const set = (next: readonly Draft[]) => props.set({ kind: 'groups', groups: next })
  const box = useRef<HTMLDivElement>(null)
  const grown = useRef(false)
  useEffect(() => {
    if (!grown.current) return
    grown.current = false
    const all = box.current?.querySelectorAll<HTMLElement>(':scope > fieldset')
    all?.[all.length - 1]?.querySelector<HTMLElement>('input, select, textarea')?.focus()
  }, [groups.length])

  function change(index: number, name: string, entry: Entry) {
    set(groups.map((group, at) => (at === index ? { ...group, [name]: entry } : group)))
  }
  return (
    <div
      class={`govuk-form-group groups ${props.fault ? 'govuk-form-group--error' : ''}`}
      ref={box}
      role="group"
      aria-labelledby={`${props.id}-label`}
    >
      <p class="govuk-label groups__label" id={`${props.id}-label`}>
        {props.label}
      </p>
      <Hint {...props} />
      <FaultText {...props} />
      {groups.map((group, index) => {
        const here = single ? path : `${path}[${index}]`
        const name = single ? what : t('form.item', { what, number: index + 1 })
        return (
          <fieldset class="govuk-fieldset groups__item" key={index}>
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{name}</legend>
            <Fields
              fields={field.parts.map((part) => ({ field: part, path: `${here}.${part.field}` }))}
              draft={() => group}
              set={(_, part, entry) => change(index, part, entry)}
              faults={props.faults}
              events={props.events}
            />
            {!single && !(field.required && groups.length === 1) && (
              <button
                type="button"
                class="govuk-button govuk-button--secondary add-button"
                onClick={() => set(groups.filter((_, at) => at !== index))}
              >
                {t('form.removeItem')}
                <span class="govuk-visually-hidden"> {name}</span>
              </button>
            )}
          </fieldset>
        )
      })}
      {!single && (
        <button
          type="button"
          id={groups.length === 0 ? props.id : undefined}
          class="govuk-button govuk-button--secondary add-button"
          onClick={() => {
            grown.current = true
            set([...groups, {}])
          }}
        >
          {groups.length === 0 ? t('form.addGroup', { what }) : t('form.addText')}
          <span class="govuk-visually-hidden">: {what}</span>
        </button>
      )}
    </div>
  )
}
