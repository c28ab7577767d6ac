import { useMemo } from 'preact/hooks'
import type {
  FieldForm,
  KindForm,
  ProviderView,
  TimelineItem,
} from '../../generated/gwarchod/v1/views_pb'
import { alike } from '../../model/alike'
import { begin } from '../../model/begin'
import { timeOfDay } from '../../model/dates'
import type { Entry } from '../../model/form'
import { layout } from '../../model/layout'
import type { Placed } from '../../model/layout'
import type { Waiting } from '../../model/outbox'
import { paths } from '../../model/route'
import type { Route } from '../../model/route'
import { useApp } from '../../state/app'
import { useRecord } from '../../state/use-record'
import { agencies, wireNames } from '../parts/envelope-words'
import { Heading } from '../parts/heading'
import { ErrorSummary, Warning } from '../parts/notice'
import { Fields } from './field'
import { KeepDraft } from './keep-draft'
import { More } from './more'
import { ProviderName } from './provider-name'
import { Subject } from './subject'
import { byPath, inWords, leading } from './wrong-words'

interface Props {
  readonly route: Extract<Route, { kind: 'record' }>
  readonly kind: KindForm
  readonly envelope: readonly FieldForm[]
  readonly view: ProviderView
  readonly items: readonly TimelineItem[]
  readonly item: TimelineItem | undefined
  /** It waited on this device, and is being changed. */
  readonly waiting?: Waiting | undefined
}

export function RecordForm({ route, kind, envelope, view, items, item, waiting }: Props) {
  const { saying, session, go, finish } = useApp()
  const { t } = saying
  const registering = route.provider === ''
  const known = useMemo(
    () =>
      begin({
        kind,
        envelope,
        view,
        item,
        updates: route.updates,
        corrects: route.corrects,
        about: route.about,
        agency: agencies(saying).find((agency) => agency.number === session.agency)?.value ?? '',
        today: session.today,
        names: wireNames,
        language: saying.language,
      }),
    // What a form begins with is settled once; the provider's later changes must not touch what is typed.
    [],
  )
  const placed = useMemo(() => layout(kind, envelope, known.toAnswer), [kind, envelope, known])
  const { draft, found, set, forget, wrong, sending, send, lasts, setLasts } = useRecord({
    about: {
      account: session.account,
      provider: route.provider,
      providerName: view.row?.name ?? '',
      kind: kind.kind,
      kindName: { en: kind.name?.en ?? '', cy: kind.name?.cy ?? '' },
      updates: route.updates,
      corrects: route.corrects,
      about: route.about,
    },
    kind,
    envelope,
    placed: [...placed.first, ...placed.moreOfKind, ...placed.moreOfRecord],
    begun: known,
    waiting,
    done: ({ provider, eventId }) => {
      finish({ provider, event: eventId, kindName: kind.name })
      go(paths.provider(provider))
    },
  })
  const mistakes = useMemo(() => wrong.map((each) => inWords(each, saying)), [wrong, saying])
  const faults = byPath(mistakes)

  const about = {
    draft: (path: string) => (path.startsWith('envelope.') ? draft.envelope : draft.body),
    set: (path: string, field: string, entry: Entry) =>
      set(path.startsWith('envelope.') ? 'envelope' : 'body', field, entry),
    faults,
    events: items,
    alike: route.about !== '' && item ? { item, others: alike(item, items) } : undefined,
  }
  const name = saying.words(kind.name)
  const title =
    route.corrects !== ''
      ? t('form.titleCorrect')
      : route.updates !== ''
        ? t('form.titleUpdate', { kind: name })
        : registering
          ? t('form.titleRegister')
          : t('form.title', { kind: name })
  return (
    <>
      {registering ? (
        <a href={paths.board()} class="govuk-back-link">
          {t('board.title')}
        </a>
      ) : (
        <a href={paths.provider(route.provider)} class="govuk-back-link">
          <ProviderName id={route.provider} />
        </a>
      )}
      {mistakes.length > 0 && <ErrorSummary mistakes={leading(mistakes)} />}
      <Heading title={title} caption={view.row?.name}>
        {title}
      </Heading>
      <Hint text={saying.words(kind.hint)} />
      {item && <Subject item={item} route={route} />}
      {known.withheld.length > 0 && (
        <Warning>
          {t('form.withheldWarning', {
            fields: known.withheld.map((field) => saying.words(field.label)).join(', '),
          })}
        </Warning>
      )}
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
          void send()
        }}
      >
        <Fields {...about} fields={placed.first.filter((each) => !isSettled(each, route))} />
        <More
          title={t('form.moreOfKind', { kind: name })}
          fields={placed.moreOfKind}
          draft={draft}
          faults={faults}
          open={route.updates !== '' || kind.fields.every((field) => !field.required)}
        >
          <Fields {...about} fields={placed.moreOfKind} />
        </More>
        <More
          title={t('form.moreOfRecord')}
          fields={placed.moreOfRecord}
          draft={draft}
          faults={faults}
          open={false}
        >
          <Fields {...about} fields={placed.moreOfRecord} />
        </More>
        <button type="submit" class="govuk-button" disabled={sending}>
          {sending ? `${t('form.sending')}…` : t('form.send')}
        </button>
        <KeepDraft lasts={lasts} setLasts={setLasts} />
      </form>
    </>
  )
}

/** What is settled by how the form was reached, and not asked again. */
function isSettled(placed: Placed, route: Props['route']): boolean {
  if (placed.path === 'body.corrects') return route.corrects !== ''
  return placed.path === 'body.ofRecord' && route.about !== ''
}

function Hint({ text }: { readonly text: string }) {
  return text === '' ? null : <p class="govuk-hint">{text}</p>
}
