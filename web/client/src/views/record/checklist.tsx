import { answered, answeredCount, placeOf } from '../../model/checklist'
import type { Checklist as List } from '../../model/checklist'
import { controlId, entryOf } from '../../model/form'
import type { Draft } from '../../model/form'
import { useApp } from '../../state/app'
import { FaultText, Hint, Radios } from '../parts/controls'
import type { LabelledProps } from '../parts/controls'
import { Fields } from './field'
import type { FieldProps } from './field'

/** A checklist: a row for each thing to look at, its answer by one touch, and how far one has come. */
export function Checklist(props: FieldProps & LabelledProps & { readonly list: List }) {
  const { saying } = useApp()
  const { t } = saying
  const { list, path, faults } = props
  const groups = props.entry.kind === 'groups' ? props.entry.groups : []
  const done = answeredCount(groups, list)
  const all = list.item.choices.length

  function change(value: string, changed: Draft) {
    props.set({ kind: 'groups', groups: answered(groups, list, value, changed) })
  }
  return (
    <div
      class={`govuk-form-group checklist ${props.fault ? 'govuk-form-group--error' : ''}`}
      role="group"
      aria-labelledby={`${props.id}-label`}
      data-checklist
    >
      <p class="govuk-label checklist__label" id={`${props.id}-label`}>
        {props.label}
      </p>
      <Hint {...props} />
      <FaultText {...props} />
      <p class="checklist__progress" role="status">
        <progress value={done} max={all} aria-hidden="true" />{' '}
        {t('checklist.progress', { done, all })}
      </p>
      <ul class="checklist__rows">
        {list.item.choices.map((choice, index) => {
          const at = placeOf(groups, list, choice.value)
          const here = `${path}[${at < 0 ? groups.length + index : at}]`
          const group = groups[at] ?? {}
          const entry = entryOf(group, list.answer)
          const chosen = entry.kind === 'chosen' ? (entry.values[0] ?? '') : ''
          const fault = at < 0 ? undefined : faults.get(`${here}.${list.answer.field}`)
          return (
            <li key={choice.value} class={`checklist__row ${chosen ? 'checklist__row--done' : ''}`}>
              <Radios
                id={
                  at >= 0
                    ? controlId(`${here}.${list.answer.field}`)
                    : // Nothing is answered: the summary leads to the first row.
                      index === 0 && groups.length === 0
                      ? props.id
                      : `${props.id}-${choice.value}`
                }
                label={saying.words(choice.text)}
                fault={fault}
                choices={[
                  ...list.answer.choices.map(({ value, text }) => ({
                    value,
                    text: saying.words(text),
                  })),
                  { value: '', text: t('checklist.notYet') },
                ]}
                values={[chosen]}
                set={([value]) =>
                  change(choice.value, {
                    [list.answer.field]: { kind: 'chosen', values: value ? [value] : [] },
                  })
                }
                inline
              />
              {at >= 0 && (
                <div role="group" aria-label={saying.words(choice.text)}>
                  <Fields
                    fields={list.more.map((part) => ({
                      field: part,
                      path: `${here}.${part.field}`,
                    }))}
                    draft={() => group}
                    set={(_, part, next) => change(choice.value, { [part]: next })}
                    faults={faults}
                    events={props.events}
                  />
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
