import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { isReport } from '../../model/alike'
import { useApp } from '../../state/app'
import { Checkboxes, Select } from '../parts/controls'
import type { LabelledProps } from '../parts/controls'
import { eventChoices } from './field'
import type { FieldProps } from './field'

export interface Alike {
  readonly item: TimelineItem
  readonly others: readonly TimelineItem[]
}

/** Chooses the reports of the same occurrence: those that look like it first, any other of the provider after. */
export function SameOccurrence(props: FieldProps & LabelledProps & { readonly alike: Alike }) {
  const { saying } = useApp()
  const { t } = saying
  const { item, others } = props.alike
  const held = props.entry.kind === 'texts' ? props.entry.texts : []
  const chosen = held.filter((id) => id !== '' && id !== item.eventId)
  const set = (ids: readonly string[]) =>
    props.set({ kind: 'texts', texts: [item.eventId, ...new Set(ids)] })
  const added = props.events.filter(
    (other) => chosen.includes(other.eventId) && !others.includes(other),
  )
  const left = props.events.filter(
    (other) =>
      isReport(other) &&
      other.eventId !== item.eventId &&
      other.correctedBy === '' &&
      other.updatedBy === '' &&
      !others.includes(other) &&
      !added.includes(other),
  )
  const listed = eventChoices([...others, ...added], '', saying)
  return (
    <>
      <Checkboxes
        id={props.id}
        label={t('form.sameAs')}
        hint={listed.length === 0 ? t('form.noneAlike') : t('form.sameHint')}
        fault={props.fault}
        choices={listed}
        values={chosen}
        set={set}
      />
      <Select
        id={`${props.id}-more`}
        label={t('form.sameMore')}
        none={t('form.noEvent')}
        choices={eventChoices(left, '', saying)}
        value=""
        set={(id) => set([...chosen, id])}
      />
    </>
  )
}
