import { useState } from 'preact/hooks'
import { parseDay, writeDay } from '../../model/dates'
import { dateEntry } from '../../model/form'
import type { Entry } from '../../model/form'
import { useApp } from '../../state/app'
import { Radios } from '../parts/controls'
import { DateInput } from '../record/date-input'

interface Props {
  readonly id: string
  readonly label: string
  readonly fault: string | undefined
  readonly entry: Entry
  readonly set: (entry: Entry) => void
}

/** When it happened: two days by one touch, any other by its date. */
export function When({ id, label, fault, entry, set }: Props) {
  const { saying, session } = useApp()
  const { t } = saying
  const days = { today: session.today, yesterday: dayBefore(session.today) }
  const same = (day: string) => JSON.stringify(entry) === JSON.stringify(dateEntry(day))
  const [other, setOther] = useState(!same(days.today) && !same(days.yesterday))
  const chosen = other ? 'other' : same(days.yesterday) ? 'yesterday' : 'today'
  return (
    <>
      <Radios
        id={other ? `${id}-when` : id}
        label={label}
        fault={other ? undefined : fault}
        choices={[
          { value: 'today', text: t('form.today') },
          { value: 'yesterday', text: t('form.yesterday') },
          { value: 'other', text: t('concern.otherDay') },
        ]}
        values={[chosen]}
        set={([value]) => {
          setOther(value === 'other')
          if (value === 'today' || value === 'yesterday') set(dateEntry(days[value]))
          else set({ kind: 'date', day: '', month: '', year: '' })
        }}
        inline
      />
      {other && (
        <DateInput
          id={id}
          label={t('concern.otherDay')}
          fault={fault}
          entry={entry}
          set={set}
          vague
          withToday={false}
        />
      )}
    </>
  )
}

function dayBefore(day: string): string {
  const parts = parseDay(day)
  if (!parts) return ''
  const before = new Date(Date.UTC(parts.year, parts.month - 1, parts.day - 1))
  return writeDay(before.getUTCFullYear(), before.getUTCMonth() + 1, before.getUTCDate())
}
