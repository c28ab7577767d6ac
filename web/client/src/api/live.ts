import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { ClientFrameSchema, ServerFrameSchema } from '../generated/gwarchod/v1/live_pb'
import type { ServerFrame } from '../generated/gwarchod/v1/live_pb'
import { comesBack, waitMs } from '../model/line'
import type { Line } from '../model/line'

const subprotocol = 'gwarchod.v1.protobuf'
const pingEveryMs = 20_000
const silenceMs = 50_000
const graceMs = 4_000

interface Topic {
  cursor: string
  readonly take: (frame: ServerFrame) => void
}

export interface Live {
  /** Follows a topic from the cursor given (empty: from a snapshot) until the returned function is called. */
  follow(topic: string, cursor: string, take: (frame: ServerFrame) => void): () => void
  /** Tells of the line now and whenever it changes. */
  watch(tell: (line: Line) => void): () => void
  start(): void
  stop(): void
}

/** One socket for the whole page. Comes back by itself and asks each topic from the cursor last seen. */
export function createLive(address: string): Live {
  const topics = new Map<string, Topic>()
  const watchers = new Set<(line: Line) => void>()
  let line: Line = { kind: 'connecting' }
  let socket: WebSocket | undefined
  let attempt = 0
  let running = false
  let lastLive = Date.now()
  let lastHeard = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let pings: ReturnType<typeof setInterval> | undefined

  function tell(next: Line): void {
    line = next
    for (const watcher of watchers) watcher(line)
  }

  function send(frame: Parameters<typeof create<typeof ClientFrameSchema>>[1]): void {
    if (socket?.readyState !== WebSocket.OPEN) return
    socket.send(toBinary(ClientFrameSchema, create(ClientFrameSchema, frame)))
  }

  function subscribe(name: string, topic: Topic): void {
    send({ frame: { case: 'subscribe', value: { topic: name, cursor: topic.cursor } } })
  }

  function take(data: unknown): void {
    lastHeard = Date.now()
    lastLive = lastHeard
    if (!(data instanceof ArrayBuffer)) return
    const frame = fromBinary(ServerFrameSchema, new Uint8Array(data))
    const topic = topics.get(frame.topic)
    if (!topic) return
    if (frame.frame.case === 'refused') topic.cursor = ''
    else if (frame.cursor !== '') topic.cursor = frame.cursor
    topic.take(frame)
  }

  function open(): void {
    clearTimeout(retry)
    const mine = new WebSocket(address, subprotocol)
    mine.binaryType = 'arraybuffer'
    socket = mine
    mine.onopen = () => {
      attempt = 0
      lastHeard = lastLive = Date.now()
      tell({ kind: 'live' })
      for (const [name, topic] of topics) subscribe(name, topic)
    }
    mine.onmessage = (event) => take(event.data)
    mine.onclose = (event) => {
      if (socket !== mine) return
      socket = undefined
      if (!running) return
      if (!comesBack(event.code)) {
        tell({ kind: 'ended', since: lastLive })
        return
      }
      if (line.kind === 'live') lastLive = Date.now()
      if (line.kind !== 'connecting' || Date.now() - lastLive > graceMs) {
        tell({ kind: 'lost', since: lastLive })
      }
      retry = setTimeout(open, waitMs(attempt, Math.random()))
      attempt += 1
    }
  }

  function tick(): void {
    if (!socket) return
    if (socket.readyState === WebSocket.OPEN && Date.now() - lastHeard > silenceMs) {
      socket.close(4000)
      return
    }
    send({ frame: { case: 'ping', value: { token: BigInt(Date.now()) } } })
  }

  function hurry(): void {
    if (!running || socket) return
    attempt = 0
    open()
  }

  return {
    follow(name, cursor, takeFrame) {
      const topic: Topic = { cursor, take: takeFrame }
      topics.set(name, topic)
      subscribe(name, topic)
      return () => {
        if (topics.get(name) !== topic) return
        topics.delete(name)
        send({ frame: { case: 'unsubscribe', value: { topic: name } } })
      }
    },
    watch(watcher) {
      watchers.add(watcher)
      watcher(line)
      return () => watchers.delete(watcher)
    },
    start() {
      if (running) return
      running = true
      lastLive = Date.now()
      tell({ kind: 'connecting' })
      pings = setInterval(tick, pingEveryMs)
      globalThis.addEventListener('online', hurry)
      open()
    },
    stop() {
      running = false
      clearTimeout(retry)
      clearInterval(pings)
      globalThis.removeEventListener('online', hurry)
      topics.clear()
      const closing = socket
      socket = undefined
      closing?.close(1000)
      tell({ kind: 'connecting' })
    },
  }
}
