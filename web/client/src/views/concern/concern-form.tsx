import { useEffect, useMemo, useState } from 'preact/hooks'
import type { FieldForm, KindForm, Recorded } from '../../generated/gwarchod/v1/views_pb'
import { timeOfDay } from '../../model/dates'
import { controlId, dateEntry, entryOf } from '../../model/form'
import type { Draft, Entry } from '../../model/form'
import { allOf, likely, quickForm } from '../../model/quick'
import { useApp } from '../../state/app'
import { lasting } from '../../state/storage'
import { useRecord } from '../../state/use-record'
import { agencies } from '../parts/envelope-words'
import { Heading } from '../parts/heading'
import { ErrorSummary } from '../parts/notice'
import { ProviderPicker } from '../parts/provider-picker'
import { Fields } from '../record/field'
import { KeepDraft } from '../record/keep-draft'
import { byPath, inWords, leading } from '../record/wrong-words'
import { When } from './when'

interface Props {
  readonly provider: string
  readonly kind: KindForm
  readonly envelope: readonly FieldForm[]
  readonly done: (recorded: Recorded) => void
  /** Another one after the first: its heading takes the focus. */
  readonly step: boolean
}

const pickerId = 'concern-provider'
const lastKey = (kind: KindForm, field: FieldForm) => `gwarchod.last.${kind.kind}.${field.field}`

/** One page: whom, what, when, what about, how serious, who saw it. All else is settled or can wait. */
export function ConcernForm({ provider: given, kind, envelope, done, step }: Props) {
  const { saying, session, names } = useApp()
  const { t } = saying
  const asked = useMemo(() => quickForm(kind, envelope), [kind, envelope])
  const agency = agencies(saying).find(({ number }) => number === session.agency)?.value ?? ''
  const begun = useMemo(() => {
    const chosen = (value: string): Entry => ({ kind: 'chosen', values: value ? [value] : [] })
    const choices = asked.rest.filter(({ field }) => field.control === 'choice')
    const body: Draft = Object.fromEntries(
      choices.map(({ field }) => {
        const last = lasting.read(lastKey(kind, field))
        return [field.field, chosen(likely(field, agency, last))]
      }),
    )
    return {
      envelope: { source: chosen(agency), occurredFrom: dateEntry(session.today) },
      body,
    }
    // What it begins with is settled once.
  }, [])
  const [provider, setProvider] = useState(given)
  const [nobody, setNobody] = useState(false)
  const { draft, found, forget, set, wrong, sending, send, lasts, setLasts } = useRecord({
    about: {
      account: session.account,
      provider,
      providerName: names.find((name) => name.provider === provider)?.name ?? provider,
      kind: kind.kind,
      kindName: { en: kind.name?.en ?? '', cy: kind.name?.cy ?? '' },
      updates: '',
      corrects: '',
      about: '',
      quick: true,
    },
    draftKey: `${session.account} quick ${kind.kind}`,
    kind,
    envelope,
    placed: allOf(asked),
    begun,
    done: (recorded) => {
      for (const { field } of asked.rest) {
        const entry = entryOf(draft.body, field)
        if (entry.kind === 'chosen') lasting.write(lastKey(kind, field), entry.values[0] ?? '')
      }
      done(recorded)
    },
  })
  useEffect(() => {
    if (given === '') setProvider(draft.about?.provider ?? '')
    // Whom a draft that was found is about; not again while it is typed.
  }, [])
  const mistakes = useMemo(() => {
    const told = wrong.map((each) => inWords(each, saying))
    return nobody && provider === '' ? [{ path: pickerId, text: t('concern.fill') }, ...told] : told
  }, [wrong, nobody, provider, saying, t])
  const faults = byPath(mistakes)
  const about = {
    draft: (path: string) => (path.startsWith('envelope.') ? draft.envelope : draft.body),
    set: (path: string, field: string, entry: Entry) =>
      set(path.startsWith('envelope.') ? 'envelope' : 'body', field, entry),
    faults,
    events: [],
  }
  const { when } = asked
  return (
    <div class="concern">
      {mistakes.length > 0 && <ErrorSummary mistakes={leading(mistakes)} />}
      <Heading title={t('concern.title')} step={step}>
        {t('concern.title')}
      </Heading>
      <p class="govuk-hint">{t('concern.lead')}</p>
      {found && (
        <p class="govuk-body draft-kept">
          {t('form.kept', { time: timeOfDay(draft.typedUnixMs) })}{' '}
          <button type="button" class="link-button" onClick={forget}>
            {t('form.discard')}
          </button>
        </p>
      )}
      <form
        class="record-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setNobody(provider === '')
          void send(provider !== '')
        }}
      >
        <ProviderPicker
          id={pickerId}
          label={t('concern.provider')}
          hint={t('picker.hint')}
          fault={faults.get(pickerId)}
          value={provider}
          set={setProvider}
        />
        <Fields {...about} fields={asked.words} />
        {when && (
          <When
            id={controlId(when.path)}
            label={saying.words(when.field.label)}
            fault={faults.get(when.path)}
            entry={entryOf(draft.envelope, when.field)}
            set={(entry) => set('envelope', when.field.field, entry)}
          />
        )}
        <Fields {...about} fields={asked.themes} />
        <Fields {...about} fields={asked.rest} />
        <button type="submit" class="govuk-button" disabled={sending}>
          {sending ? `${t('form.sending')}…` : t('concern.send')}
        </button>
        <KeepDraft lasts={lasts} setLasts={setLasts} />
      </form>
    </div>
  )
}
