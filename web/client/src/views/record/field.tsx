import type { FieldForm, TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'
import { checklistOf, fits } from '../../model/checklist'
import { controlId, entryOf, mayBeVague } from '../../model/form'
import type { Draft, Entry } from '../../model/form'
import { useApp } from '../../state/app'
import { Checkboxes, Radios, Select, TextInput } from '../parts/controls'
import { Checklist } from './checklist'
import { DateInput } from './date-input'
import { Groups } from './groups'
import { LongText } from './long-text'
import { SameOccurrence } from './same-occurrence'
import type { Alike } from './same-occurrence'
import { Texts } from './texts'

export interface FieldProps {
  readonly field: FieldForm
  readonly path: string
  readonly entry: Entry
  readonly set: (entry: Entry) => void
  /** What is wrong, by path. */
  readonly faults: ReadonlyMap<string, string>
  /** Records that a field of the kind "event" may name. */
  readonly events: readonly TimelineItem[]
  /** The record that this one is about, and those that may be of the same occurrence. */
  readonly alike?: Alike | undefined
}

const radiosMax = 5

/** One field of a form: the control that its description asks for. */
export function Field(props: FieldProps) {
  const { field, path, entry, set } = props
  const { saying } = useApp()
  const { t } = saying
  const common = {
    id: controlId(path),
    label: labelOf(field, saying),
    hint: saying.words(field.hint) || undefined,
    fault: props.faults.get(path),
  }
  const choices = field.choices.map(({ value, text }) => ({ value, text: saying.words(text) }))
  const chosen = entry.kind === 'chosen' ? entry.values : []
  const choose = (values: readonly string[]) =>
    set({ kind: 'chosen', values: values.filter((value) => value !== '') })
  const text = entry.kind === 'text' ? entry.text : ''
  const write = (words: string) => set({ kind: 'text', text: words })

  switch (field.control) {
    case 'date':
      return (
        <DateInput
          {...common}
          entry={entry}
          set={set}
          vague={mayBeVague(path)}
          withToday={path === 'envelope.occurredFrom'}
        />
      )
    case 'choice':
      if (choices.length > radiosMax) {
        return (
          <Select
            {...common}
            none={t('form.choose')}
            choices={choices}
            value={chosen[0] ?? ''}
            set={(value) => choose([value])}
          />
        )
      }
      return (
        <Radios
          {...common}
          choices={field.required ? choices : [...choices, { value: '', text: t('form.notSaid') }]}
          values={chosen.length === 0 && !field.required ? [''] : chosen}
          set={choose}
          inline={choices.length <= 2}
        />
      )
    case 'choices':
      return (
        <Checkboxes
          {...common}
          hint={common.hint ?? t('form.chooseMany')}
          choices={choices}
          values={chosen}
          set={choose}
          columns={choices.length > radiosMax}
        />
      )
    case 'yes_no':
      return (
        <Radios
          {...common}
          choices={[
            { value: 'true', text: t('form.yes') },
            { value: 'false', text: t('form.no') },
          ]}
          values={chosen}
          set={choose}
          inline
        />
      )
    case 'long_text':
      return <LongText {...common} value={text} set={write} limit={field.charactersMax} />
    case 'number':
      return <TextInput {...common} value={text} set={write} width={5} numeric />
    case 'percent':
      return <TextInput {...common} value={text} set={write} width={3} numeric suffix="%" />
    case 'pence':
      return (
        <TextInput
          {...common}
          hint={common.hint ?? t('form.money')}
          value={text}
          set={write}
          width={10}
          prefix="£"
        />
      )
    case 'time':
      return (
        <TextInput
          {...common}
          hint={common.hint ?? t('form.time')}
          value={text}
          set={write}
          width={5}
        />
      )
    case 'event':
      return (
        <Select
          {...common}
          none={t('form.noEvent')}
          choices={eventChoices(props.events, text, saying)}
          value={text}
          set={write}
        />
      )
    case 'texts':
      if (props.alike && path === 'body.records') {
        return <SameOccurrence {...props} {...common} alike={props.alike} />
      }
      return <Texts {...props} {...common} />
    case 'group':
    case 'groups': {
      const list = checklistOf(field)
      const fitting = list && fits(entry.kind === 'groups' ? entry.groups : [], list)
      if (list && fitting) return <Checklist {...props} {...common} list={list} />
      return <Groups {...props} {...common} />
    }
    default:
      return (
        <TextInput
          {...common}
          value={text}
          set={write}
          width={field.charactersMax <= 60 ? 20 : undefined}
        />
      )
  }
}

/** Required is the rule among the first questions; among the others it is said which may be left. */
export function labelOf(field: FieldForm, saying: Saying): string {
  const label = saying.words(field.label)
  return field.required ? label : `${label} ${saying.t('form.optional')}`
}

export function eventChoices(events: readonly TimelineItem[], held: string, saying: Saying) {
  const known = events
    .filter((item) => !item.system)
    .map((item) => ({
      value: item.eventId,
      text: saying.t('form.event', {
        day: saying.shortDay(item.occurredFrom),
        kind: saying.words(item.kindName),
        line: saying.words(item.line),
      }),
    }))
  const missing = held !== '' && !known.some((choice) => choice.value === held)
  return missing ? [{ value: held, text: held }, ...known] : known
}

interface FieldsProps {
  readonly fields: readonly { readonly field: FieldForm; readonly path: string }[]
  readonly draft: (path: string) => Draft
  readonly set: (path: string, field: string, entry: Entry) => void
  readonly faults: ReadonlyMap<string, string>
  readonly events: readonly TimelineItem[]
  readonly alike?: Alike | undefined
}

/** Several fields in order. */
export function Fields({ fields, draft, set, faults, events, alike }: FieldsProps) {
  return (
    <>
      {fields.map(({ field, path }) => (
        <Field
          key={path}
          field={field}
          path={path}
          entry={entryOf(draft(path), field)}
          set={(entry) => set(path, field.field, entry)}
          faults={faults}
          events={events}
          alike={alike}
        />
      ))}
    </>
  )
}
