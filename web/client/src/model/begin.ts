import type {
  FieldForm,
  KindForm,
  ProviderView,
  TimelineItem,
} from '../generated/gwarchod/v1/views_pb'
import { ExitState } from '../generated/gwarchod/v1/views_pb'
import { prefill, prefillEnvelope } from './prefill'
import type { WireNames } from './prefill'
import { dateEntry } from './form'
import type { Draft, Entry } from './form'
import { words } from './language'
import type { Language } from './language'

/** What is known before anything is typed. */
export interface Known {
  readonly kind: KindForm
  readonly envelope: readonly FieldForm[]
  readonly view: ProviderView
  /** The record this one brings up to date, or corrects. */
  readonly item: TimelineItem | undefined
  readonly updates: string
  readonly corrects: string
  /** Another record that it is about. */
  readonly about: string
  /** The name of the reader's agency on the wire. */
  readonly agency: string
  readonly today: string
  readonly names: WireNames
  readonly language: Language
}

export interface Begun {
  readonly envelope: Draft
  readonly body: Draft
  /** Fields that begin with questions which the record asks: they stand where they are seen. */
  readonly toAnswer: ReadonlySet<string>
  /** Fields of the earlier record that this reader may not see. */
  readonly withheld: readonly FieldForm[]
}

const chosen = (value: string): Entry => ({ kind: 'chosen', values: value === '' ? [] : [value] })
const text = (words: string): Entry => ({ kind: 'text', text: words })

/** The exit tests of the stage that stands, as the record answers them: people check and change. */
function exitTests(view: ProviderView, language: Language): Draft {
  const exits = view.status?.exits ?? []
  if (exits.length === 0) return {}
  const groups = exits.map((exit) => {
    const evidence = exit.state === ExitState.EXIT_MET ? (exit.evidence[0]?.eventId ?? '') : ''
    return {
      test: text(words(exit.words, language)),
      met: chosen(exit.state === ExitState.EXIT_MET ? 'true' : 'false'),
      ...(evidence === '' ? {} : { evidence: text(evidence) }),
    }
  })
  return { exitTests: { kind: 'groups', groups } }
}

/** The draft a form begins with: what is known already does not have to be typed. */
export function begin(known: Known): Begun {
  const { kind, view, item } = known
  const toAnswer = new Set<string>()
  const source = { source: chosen(known.agency) }
  if (known.updates !== '' && item) {
    const body = prefill(kind.fields, item.fields)
    const envelope = prefillEnvelope(known.envelope, item, known.names)
    return {
      envelope: { ...source, ...envelope.draft },
      body: body.draft,
      toAnswer,
      withheld: [
        ...kind.fields.filter((field) => body.withheld.includes(field.field)),
        ...known.envelope.filter((field) => envelope.withheld.includes(field.field)),
      ],
    }
  }
  if (known.corrects !== '') {
    return {
      envelope: { ...source, occurredFrom: dateEntry(known.today) },
      body: { corrects: text(known.corrects) },
      toAnswer,
      withheld: [],
    }
  }
  if (known.about !== '') {
    return {
      envelope: { ...source, occurredFrom: dateEntry(known.today) },
      body: { records: { kind: 'texts', texts: [known.about] }, ofRecord: text(known.about) },
      toAnswer,
      withheld: [],
    }
  }
  if (kind.kind === 'StageDecision' || kind.kind === 'DeEscalation') {
    const exits = exitTests(view, known.language)
    return {
      envelope: { ...source, occurredFrom: dateEntry(known.today) },
      body: {
        fromStage: chosen(view.status?.decided?.id ?? ''),
        suggestedThen: chosen(view.status?.suggested?.id ?? ''),
        effective: dateEntry(known.today),
        ...exits,
      },
      toAnswer: new Set(Object.keys(exits)),
      withheld: [],
    }
  }
  return { envelope: source, body: {}, toAnswer, withheld: [] }
}
