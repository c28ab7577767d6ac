import type { JsonObject } from '@bufbuild/protobuf'
import { useState } from 'preact/hooks'
import type { Answer } from '../api/http'
import type { FieldForm, FieldProblem, KindForm, Recorded } from '../generated/gwarchod/v1/views_pb'
import { faultsOf, readDate, toMessage } from '../model/form'
import type { Draft, FaultAt } from '../model/form'
import type { Placed } from '../model/layout'
import type { About, Fault, Waiting } from '../model/outbox'
import { paths } from '../model/route'
import { useApp } from './app'
import { useDraft } from './use-draft'
import type { DraftHandle } from './use-draft'

/** What is wrong with a draft: found here, told by the server, or about the whole. Words come when shown. */
export type Wrong =
  | { readonly kind: 'here'; readonly fault: FaultAt }
  | { readonly kind: 'there'; readonly problem: Fault | FieldProblem }
  | { readonly kind: 'answer'; readonly answer: Exclude<Answer<unknown>, { kind: 'ok' }> }
  | { readonly kind: 'refused'; readonly words: { readonly en: string; readonly cy: string } }
  | { readonly kind: 'already' }

export interface RecordAsked {
  readonly about: About
  /** Where the draft is kept; by what it is about if not given. */
  readonly draftKey?: string
  readonly kind: KindForm
  readonly envelope: readonly FieldForm[]
  /** Fields shown, whose faults are told. */
  readonly placed: readonly Placed[]
  readonly begun: { readonly envelope: Draft; readonly body: Draft }
  /** One that waited on this device and is being changed. */
  readonly waiting?: Waiting | undefined
  readonly done: (recorded: Recorded) => void
}

export interface RecordHandle extends DraftHandle {
  readonly wrong: readonly Wrong[]
  readonly sending: boolean
  /** Sends it, or lays it by. `whole`: what stands beside the fields is filled in too. */
  readonly send: (whole?: boolean) => Promise<void>
}

/** Writing one record, from the first keystroke until it is on record or waits on this device. */
export function useRecord(asked: RecordAsked): RecordHandle {
  const { api, kept, outbox, onLine, go } = useApp()
  const { about, kind, envelope, placed, begun, waiting, done } = asked
  const subject = waiting?.id ?? (about.updates || about.corrects || about.about)
  const key = asked.draftKey ?? [about.account, about.provider, about.kind, subject].join(' ')
  const held = useDraft(kept, {
    key,
    about,
    begin: () =>
      waiting
        ? {
            ...waiting.draft,
            ...(waiting.refusal?.code === mismatch ? {} : { idempotencyKey: waiting.id }),
            typedUnixMs: waiting.keptUnixMs,
          }
        : begun,
    lasts: waiting !== undefined,
  })
  const [wrong, setWrong] = useState<readonly Wrong[]>(() => wrongOf(waiting))
  const [sending, setSending] = useState(false)
  const { draft } = held

  /** Lays it by until there is a line. False when it cannot be kept: then the form keeps it. */
  async function layBy(record: { envelope: JsonObject; body: JsonObject }): Promise<boolean> {
    const laid = await outbox.put({
      ...about,
      ...record,
      id: draft.idempotencyKey,
      draft: { envelope: draft.envelope, body: draft.body },
      keptUnixMs: Date.now(),
      state: 'waiting',
    })
    if (!laid) return false
    if (waiting && waiting.id !== draft.idempotencyKey) outbox.discard(waiting.id)
    held.forget()
    go(paths.device())
    return true
  }

  async function send(whole = true) {
    const faults = placed.flatMap(({ field, part }) => faultsOf([field], draft[part], part))
    setWrong(faults.map((fault) => ({ kind: 'here', fault })))
    if (!whole || faults.length > 0 || sending) return
    setSending(true)
    const record = {
      kind: kind.kind,
      envelope: {
        ...envelopeMessage(envelope, draft.envelope),
        ...(about.updates === '' ? {} : { updates: about.updates }),
      },
      body: toMessage(kind.fields, draft.body, 'body'),
    }
    const answer: Answer<Recorded> = !onLine
      ? { kind: 'unreachable' }
      : await (about.provider === ''
          ? api.register(record, draft.idempotencyKey)
          : api.record(about.provider, record, draft.idempotencyKey))
    const laid = answer.kind === 'unreachable' && (await layBy(record))
    setSending(false)
    if (laid) return
    if (answer.kind === 'ok') {
      held.forget()
      if (waiting) outbox.discard(waiting.id)
      done(answer.value)
      return
    }
    if (answer.kind === 'refused' && answer.problem.code === mismatch) {
      held.renewKey()
      setWrong([{ kind: 'already' }])
      return
    }
    const told = answer.kind === 'refused' ? answer.problem.errors : []
    setWrong(
      told.length > 0
        ? told.map((problem) => ({ kind: 'there', problem }))
        : [{ kind: 'answer', answer }],
    )
  }

  return { ...held, wrong, sending, send }
}

const mismatch = 'idempotency-mismatch'

/** Why it was refused when it was sent by itself. */
function wrongOf(waiting: Waiting | undefined): readonly Wrong[] {
  const refusal = waiting?.refusal
  if (!refusal) return []
  if (refusal.code === mismatch) return [{ kind: 'already' }]
  if (refusal.errors.length === 0) return [{ kind: 'refused', words: refusal.words }]
  return refusal.errors.map((problem) => ({ kind: 'there', problem }))
}

/** The envelope, with how exact its date is where the day or the month was left empty. */
function envelopeMessage(fields: readonly FieldForm[], draft: Draft): JsonObject {
  const message = toMessage(fields, draft, 'envelope')
  const entry = draft['occurredFrom']
  const read = entry?.kind === 'date' ? readDate(entry, true) : undefined
  return { ...message, precision: message['precision'] ?? read?.precision ?? 'DAY' }
}
