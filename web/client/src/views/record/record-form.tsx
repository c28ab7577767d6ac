import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type {
  FieldForm,
  KindForm,
  ProviderView,
  TimelineItem,
} from '../../generated/gwarchod/v1/views_pb'
import { alike } from '../../model/alike'
import { begin } from '../../model/begin'
import { timeOfDay } from '../../model/dates'
import { controlId, entryOf, faultsOf, isEmpty, readDate, toMessage } from '../../model/form'
import type { Entry, FaultAt } from '../../model/form'
import { words } from '../../model/language'
import { layout } from '../../model/layout'
import type { Placed } from '../../model/layout'
import { paths } from '../../model/route'
import type { Route } from '../../model/route'
import type { FieldProblem } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'
import { useApp } from '../../state/app'
import { useDraft } from '../../state/use-draft'
import type { HeldDraft } from '../../state/use-draft'
import { agencies, wireNames } from '../parts/envelope-words'
import { Heading } from '../parts/heading'
import { ErrorSummary, Warning } from '../parts/notice'
import { whyNot } from '../parts/words'
import { Fields } from './field'
import { ProviderName } from './provider-name'

interface Props {
  readonly route: Extract<Route, { kind: 'record' }>
  readonly kind: KindForm
  readonly envelope: readonly FieldForm[]
  readonly view: ProviderView
  readonly items: readonly TimelineItem[]
  readonly item: TimelineItem | undefined
}

/** What is wrong with the draft: found here, or told by the server. Words are chosen when shown. */
type Wrong =
  | { readonly kind: 'here'; readonly fault: FaultAt }
  | { readonly kind: 'there'; readonly problem: FieldProblem }
  | { readonly kind: 'whole'; readonly say: (saying: Saying) => string }

export function RecordForm({ route, kind, envelope, view, items, item }: Props) {
  const { saying, api, session, go, finish } = useApp()
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
      }),
    // What a form begins with is settled once; the provider's later changes must not touch what is typed.
    [],
  )
  const key = [
    session.account,
    route.provider,
    kind.kind,
    route.updates || route.corrects || route.about,
  ].join(' ')
  const { draft, found, set, forget, renewKey } = useDraft(key, () => ({
    envelope: known.envelope,
    body: known.body,
  }))
  const [wrong, setWrong] = useState<readonly Wrong[]>([])
  const [sending, setSending] = useState(false)
  const placed = useMemo(() => layout(kind, envelope), [kind, envelope])
  const mistakes = useMemo(() => wrong.map((each) => inWords(each, saying)), [wrong, saying])
  const faults = new Map(
    mistakes.flatMap(({ path, text }) => (path === undefined ? [] : [[path, text] as const])),
  )

  async function send() {
    const found = faultsIn(placed, draft)
    setWrong(found)
    if (found.length > 0 || sending) return
    setSending(true)
    const record = {
      kind: kind.kind,
      envelope: {
        ...envelopeMessage(envelope, draft),
        ...(route.updates === '' ? {} : { updates: route.updates }),
      },
      body: toMessage(kind.fields, draft.body, 'body'),
    }
    const answer = await (registering
      ? api.register(record, draft.idempotencyKey)
      : api.record(route.provider, record, draft.idempotencyKey))
    setSending(false)
    if (answer.kind === 'ok') {
      forget()
      const { provider, eventId } = answer.value
      finish({ provider, event: eventId, kindName: kind.name })
      go(paths.provider(provider))
      return
    }
    if (answer.kind === 'refused' && answer.problem.code === 'idempotency-mismatch') {
      renewKey()
      setWrong([{ kind: 'whole', say: (now) => now.t('form.already') }])
      return
    }
    const told = answer.kind === 'refused' ? answer.problem.errors : []
    setWrong(
      told.length > 0
        ? told.map((problem) => ({ kind: 'there', problem }))
        : [{ kind: 'whole', say: (now) => whyNot(answer, now) }],
    )
  }

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
      {mistakes.length > 0 && (
        <ErrorSummary
          mistakes={mistakes.map(({ path, text }) => ({
            href: path === undefined ? undefined : controlId(path),
            text,
          }))}
        />
      )}
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
        <p class="govuk-hint">{t('form.keepNote')}</p>
      </form>
    </>
  )
}

/** What is settled by how the form was reached, and not asked again. */
function isSettled(placed: Placed, route: Props['route']): boolean {
  if (placed.path === 'body.corrects') return route.corrects !== ''
  return placed.path === 'body.ofRecord' && route.about !== ''
}

function faultsIn(placed: ReturnType<typeof layout>, draft: HeldDraft): Wrong[] {
  return [...placed.first, ...placed.moreOfKind, ...placed.moreOfRecord].flatMap(
    ({ field, part }) =>
      faultsOf([field], draft[part], part).map((fault) => ({ kind: 'here', fault }) as const),
  )
}

/** The envelope, with how exact its date is where the day or the month was left empty. */
function envelopeMessage(fields: readonly FieldForm[], draft: HeldDraft) {
  const message = toMessage(fields, draft.envelope, 'envelope')
  const entry = draft.envelope['occurredFrom']
  const read = entry?.kind === 'date' ? readDate(entry, true) : undefined
  return { ...message, precision: message['precision'] ?? read?.precision ?? 'DAY' }
}

function inWords(wrong: Wrong, saying: Saying): { path: string | undefined; text: string } {
  const { t } = saying
  switch (wrong.kind) {
    case 'here': {
      const { path, fault, field } = wrong.fault
      const name = { field: saying.words(field.label) }
      if (fault !== 'missing') return { path, text: t(`fault.${fault}`, name) }
      if (field.control === 'date') return { path, text: t('fault.missingDate', name) }
      if (field.control === 'choice' || field.control === 'choices' || field.control === 'yes_no') {
        return { path, text: t('fault.missingChoice', name) }
      }
      return { path, text: t('fault.missing', name) }
    }
    case 'there':
      return { path: wrong.problem.field, text: words(wrong.problem.words, saying.language) }
    case 'whole':
      return { path: undefined, text: wrong.say(saying) }
  }
}

function Hint({ text }: { readonly text: string }) {
  return text === '' ? null : <p class="govuk-hint">{text}</p>
}

/** The earlier record that this one is about. */
function Subject({ item, route }: { readonly item: TimelineItem; readonly route: Props['route'] }) {
  const { saying } = useApp()
  const { t } = saying
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body-s subject__label">
        {route.corrects !== ''
          ? t('form.corrects')
          : route.updates !== ''
            ? t('form.updates')
            : t('form.about')}
      </p>
      <p class="govuk-body">
        <strong>{saying.words(item.kindName)}</strong>, {saying.longDay(item.occurredFrom)}
        {saying.words(item.line) !== '' && `: ${saying.words(item.line)}`}
      </p>
    </div>
  )
}

interface MoreProps {
  readonly title: string
  readonly fields: readonly Placed[]
  readonly draft: HeldDraft
  readonly faults: ReadonlyMap<string, string>
  readonly open: boolean
  readonly children: ComponentChildren
}

/** Fields that may be left, one step away; open where something in them is filled in or wrong. */
function More({ title, fields, draft, faults, open, children }: MoreProps) {
  const { saying } = useApp()
  if (fields.length === 0) return null
  const filled = fields.filter(({ field, part }) => !isEmpty(entryOf(draft[part], field))).length
  const wrong = [...faults.keys()].some((path) =>
    fields.some(
      (each) =>
        path === each.path || path.startsWith(`${each.path}.`) || path.startsWith(`${each.path}[`),
    ),
  )
  return (
    <details class="govuk-details more-fields" open={open || wrong}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{title}</span>
        {filled > 0 && (
          <span class="more-fields__count"> ({saying.t('form.filled', { count: filled })})</span>
        )}
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}
