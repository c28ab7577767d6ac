import { create, fromJson } from '@bufbuild/protobuf'
import type { JsonValue } from '@bufbuild/protobuf'
import { RecordedSchema } from '../generated/gwarchod/v1/views_pb'
import type { Recorded } from '../generated/gwarchod/v1/views_pb'
import { refusal } from './http'
import type { Answer } from './http'

export interface NewFile {
  readonly file: Blob
  readonly title: string
  readonly attachedTo: string
  readonly language: string
}

/** A file on its way: what comes of it, and how to give up. */
export interface Upload {
  readonly answer: Promise<Answer<Recorded>>
  readonly stop: () => void
}

const options = { ignoreUnknownFields: true }

/**
 * Sends a file as it is; `told` hears how many of its bytes have gone. XMLHttpRequest, because fetch
 * does not tell. It takes as long as it takes: the server ends a line on which nothing comes.
 */
export function upload(
  provider: string,
  file: NewFile,
  csrfToken: string,
  idempotencyKey: string,
  told: (bytes: number) => void,
  signedOut: () => void,
): Upload {
  const request = new XMLHttpRequest()
  const query = new URLSearchParams()
  if (file.attachedTo !== '') query.set('attached_to', file.attachedTo)
  if (file.language !== '') query.set('language', file.language)
  const answer = new Promise<Answer<Recorded>>((resolve) => {
    request.open('POST', `/api/v1/providers/${encodeURIComponent(provider)}/attachments?${query}`)
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-CSRF-Token', csrfToken)
    request.setRequestHeader('Idempotency-Key', idempotencyKey)
    request.setRequestHeader('Gwarchod-Title', encodeURIComponent(file.title))
    request.upload.onprogress = (event) => told(event.loaded)
    const lost = () => resolve({ kind: 'unreachable' })
    request.onerror = lost
    request.onabort = lost
    request.onload = () => {
      if (request.status === 401) signedOut()
      if (request.status < 200 || request.status > 299) {
        return resolve(refusal(request.status, request.responseText))
      }
      try {
        const json = JSON.parse(request.responseText) as JsonValue
        resolve({ kind: 'ok', value: fromJson(RecordedSchema, json, options) })
      } catch {
        resolve({ kind: 'ok', value: create(RecordedSchema, {}) })
      }
    }
    request.send(file.file)
  })
  return { answer, stop: () => request.abort() }
}
