import { fromJson, toJson, create } from '@bufbuild/protobuf'
import type { DescMessage, JsonValue, MessageShape } from '@bufbuild/protobuf'
import { EmptySchema } from '@bufbuild/protobuf/wkt'
import {
  AccountsSchema,
  BoardSchema,
  DeadlinesSchema,
  ForesightsSchema,
  ErasureSchema,
  FormsSchema,
  ProblemSchema,
  ProviderViewSchema,
  RecordedSchema,
  SessionViewSchema,
  TimelineSchema,
} from '../generated/gwarchod/v1/views_pb'
import type { Problem, SessionView } from '../generated/gwarchod/v1/views_pb'
import {
  AddAccountRequestSchema,
  DemoSignInRequestSchema,
  EraseRequestSchema,
  LinkSignInRequestSchema,
  SignInLinkSchema,
  SignInRequestSchema,
} from '../generated/gwarchod/v1/commands_pb'
import { CourseSchema } from '../generated/gwarchod/v1/course_pb'
import type { Agency } from '../generated/gwarchod/v1/envelope_pb'
import type { Role } from '../generated/gwarchod/v1/events_pb'
import { upload } from './upload'
import type { NewFile } from './upload'
import { FiguresSchema } from '../generated/gwarchod/v1/figures_pb'
import { PolicySchema } from '../generated/gwarchod/v1/policy_pb'
import {
  AdoptedPoliciesSchema,
  PolicyCheckSchema,
  PolicyFileSchema,
  TrialStateSchema,
} from '../generated/gwarchod/v1/trial_pb'

/** What came of a request. Nobody throws: a refusal and a lost line are both answers. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem }
  | { readonly kind: 'unreachable' }

export interface NewRecord {
  readonly kind: string
  readonly envelope: JsonValue
  readonly body: JsonValue
}

export interface NewAccount {
  readonly account: string
  readonly name: string
  readonly role: Role
  readonly agency: Agency
}

/** A policy file; who approved it, why and from when are asked for only to adopt it. */
export interface NewPolicy {
  readonly text: string
  readonly approvedBy?: string
  readonly why?: string
  readonly effectiveFrom?: string
}

export interface NewErasure {
  readonly person: string
  readonly why: string
  readonly authority: string
}

/** Empty: of every agency, of every account. */
export interface DeadlinesWanted {
  readonly agency: string
  readonly account: string
  readonly overdue: boolean
  readonly limit: number
}

const options = { ignoreUnknownFields: true }
const patienceMs = 30_000
const briefItemsMax = 20_000

/**
 * The server's HTTP door. Holds the token that each write must carry. `signedOut` is called when an
 * answer says that nobody is signed in any more.
 */
export function createApi(send: typeof fetch, signedOut: () => void) {
  let csrfToken = ''

  async function ask<S extends DescMessage>(
    schema: S,
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: JsonValue,
    headers: Record<string, string> = {},
  ): Promise<Answer<MessageShape<S>>> {
    const sent: Record<string, string> = { Accept: 'application/json', ...headers }
    if (method !== 'GET') sent['X-CSRF-Token'] = csrfToken
    if (body !== undefined) sent['Content-Type'] = 'application/json'
    try {
      const response = await send(`/api/v1/${path}`, {
        method,
        headers: sent,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(patienceMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (response.status === 401 && !path.startsWith('session')) signedOut()
      if (!response.ok) return refusal(response.status, text)
      const json = text === '' ? {} : (JSON.parse(text) as JsonValue)
      return { kind: 'ok', value: fromJson(schema, json, options) }
    } catch {
      return { kind: 'unreachable' }
    }
  }

  async function session(answer: Promise<Answer<SessionView>>): Promise<Answer<SessionView>> {
    const given = await answer
    if (given.kind === 'ok') csrfToken = given.value.csrfToken
    return given
  }

  /** Whether the file of a record would be given; nothing of it is fetched. */
  async function mayOpen(id: string, event: string): Promise<Answer<null>> {
    try {
      const response = await send(
        `/api/v1/${provider(id)}/attachments/${encodeURIComponent(event)}`,
        {
          credentials: 'same-origin',
          signal: AbortSignal.timeout(patienceMs),
        },
      )
      if (response.status === 401) signedOut()
      if (!response.ok) return refusal(response.status, await response.text())
      await response.body?.cancel()
      return { kind: 'ok', value: null }
    } catch {
      return { kind: 'unreachable' }
    }
  }

  const policyFile = (policy: NewPolicy) =>
    toJson(PolicyFileSchema, create(PolicyFileSchema, policy))
  const provider = (id: string) => `providers/${encodeURIComponent(id)}`

  return {
    deadlines: (wanted: DeadlinesWanted) => {
      const query = new URLSearchParams({ limit: String(wanted.limit) })
      if (wanted.agency !== '') query.set('agency', wanted.agency)
      if (wanted.account !== '') query.set('account', wanted.account)
      if (wanted.overdue) query.set('overdue', 'true')
      return ask(DeadlinesSchema, 'GET', `deadlines?${query.toString()}`)
    },
    foresight: (id: string) => ask(ForesightsSchema, 'GET', `${provider(id)}/foresight`),
    makeCalendarLink: () => ask(SignInLinkSchema, 'POST', 'calendar'),
    session: () => session(ask(SessionViewSchema, 'GET', 'session')),
    signIn: (account: string, password: string) => {
      const body = toJson(SignInRequestSchema, create(SignInRequestSchema, { account, password }))
      return session(ask(SessionViewSchema, 'POST', 'session', body))
    },
    signInByLink: (token: string, password: string) => {
      const body = toJson(
        LinkSignInRequestSchema,
        create(LinkSignInRequestSchema, { token, password }),
      )
      return session(ask(SessionViewSchema, 'POST', 'session/link', body))
    },
    signInAs: (role: Role) => {
      const body = toJson(DemoSignInRequestSchema, create(DemoSignInRequestSchema, { role }))
      return session(ask(SessionViewSchema, 'POST', 'session/demonstration', body))
    },
    signOut: () => ask(EmptySchema, 'DELETE', 'session'),
    /** `then`: which part of the record, as writeThen() writes it; '' for all of it, now. */
    board: (then = '') => ask(BoardSchema, 'GET', `board${then === '' ? '' : `?${then}`}`),
    provider: (id: string, then = '') =>
      ask(ProviderViewSchema, 'GET', `${provider(id)}${then === '' ? '' : `?${then}`}`),
    timeline: (id: string, before: string, limit: number, then = '') =>
      ask(
        TimelineSchema,
        'GET',
        `${provider(id)}/timeline?limit=${limit}${before === '' ? '' : `&before=${encodeURIComponent(before)}`}${then === '' ? '' : `&${then}`}`,
      ),
    /** Every item, newest first, without what it says in full. */
    briefTimeline: (id: string, before: string, then = '') =>
      ask(
        TimelineSchema,
        'GET',
        `${provider(id)}/timeline?fields=none&limit=${briefItemsMax}${before === '' ? '' : `&before=${encodeURIComponent(before)}`}${then === '' ? '' : `&${then}`}`,
      ),
    course: (id: string, then = '') =>
      ask(CourseSchema, 'GET', `${provider(id)}/course${then === '' ? '' : `?${then}`}`),
    figures: () => ask(FiguresSchema, 'GET', 'figures'),
    forms: () => ask(FormsSchema, 'GET', 'forms'),
    policy: () => ask(PolicySchema, 'GET', 'policy'),
    policies: () => ask(AdoptedPoliciesSchema, 'GET', 'policies'),
    checkPolicy: (policy: NewPolicy) =>
      ask(PolicyCheckSchema, 'POST', 'policy/check', policyFile(policy)),
    adoptPolicy: (policy: NewPolicy) => ask(RecordedSchema, 'POST', 'policy', policyFile(policy)),
    startTrial: (policy: NewPolicy) =>
      ask(TrialStateSchema, 'POST', 'policy/trials', policyFile(policy)),
    trial: (id: string) => ask(TrialStateSchema, 'GET', `policy/trials/${encodeURIComponent(id)}`),
    stopTrial: (id: string) =>
      ask(TrialStateSchema, 'DELETE', `policy/trials/${encodeURIComponent(id)}`),
    record: (id: string, record: NewRecord, idempotencyKey: string) =>
      ask(
        RecordedSchema,
        'POST',
        `${provider(id)}/records`,
        { kind: record.kind, envelope: record.envelope, body: record.body },
        { 'Idempotency-Key': idempotencyKey },
      ),
    register: (record: NewRecord, idempotencyKey: string) =>
      ask(
        RecordedSchema,
        'POST',
        'providers',
        { envelope: record.envelope, body: record.body },
        { 'Idempotency-Key': idempotencyKey },
      ),
    /** Sends a file; `told` hears how many of its bytes have gone. */
    attach: (id: string, file: NewFile, idempotencyKey: string, told: (bytes: number) => void) =>
      upload(id, file, csrfToken, idempotencyKey, told, signedOut),
    mayOpen: (id: string, event: string) => mayOpen(id, event),
    accounts: () => ask(AccountsSchema, 'GET', 'accounts'),
    addAccount: (account: NewAccount) =>
      ask(
        SignInLinkSchema,
        'POST',
        'accounts',
        toJson(AddAccountRequestSchema, create(AddAccountRequestSchema, account)),
      ),
    disableAccount: (account: string) =>
      ask(EmptySchema, 'POST', `accounts/${encodeURIComponent(account)}/disable`, {}),
    resetAccount: (account: string) =>
      ask(SignInLinkSchema, 'POST', `accounts/${encodeURIComponent(account)}/reset`, {}),
    erase: (wish: NewErasure) =>
      ask(
        ErasureSchema,
        'POST',
        'erasures',
        toJson(EraseRequestSchema, create(EraseRequestSchema, wish)),
      ),
  }
}

export type Api = ReturnType<typeof createApi>

export function refusal<T>(status: number, text: string): Answer<T> {
  try {
    const problem = fromJson(ProblemSchema, JSON.parse(text) as JsonValue, options)
    return { kind: 'refused', status, problem }
  } catch {
    return {
      kind: 'refused',
      status,
      problem: create(ProblemSchema, { status, title: `HTTP ${status}` }),
    }
  }
}
