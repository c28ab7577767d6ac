import { create } from '@bufbuild/protobuf'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Upload } from '../../api/upload'
import { faultOfFile, fileEndings, sizeInWords, titleOfName } from '../../model/file'
import type { FileFault } from '../../model/file'
import { words } from '../../model/language'
import { paths } from '../../model/route'
import type { Route } from '../../model/route'
import type { FieldProblem } from '../../generated/gwarchod/v1/views_pb'
import { TextSchema } from '../../generated/gwarchod/v1/envelope_pb'
import { sayings } from '../../i18n'
import type { Saying } from '../../i18n'
import { useApp } from '../../state/app'
import { useProvider } from '../../state/use-provider'
import { describedBy, Labelled, Radios, Select, TextInput } from '../parts/controls'
import { Heading } from '../parts/heading'
import { ErrorSummary, Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { eventChoices } from '../record/field'

/** What is wrong, and at which control; words are chosen when shown. */
interface Wrong {
  readonly at: 'file' | 'title' | 'to' | undefined
  readonly say: (saying: Saying) => string
}

const ids = {
  file: 'attach-file',
  title: 'attach-title',
  to: 'attach-to',
  language: 'attach-language',
}
const languages = ['DOCUMENT_ENGLISH', 'DOCUMENT_WELSH', 'DOCUMENT_BILINGUAL'] as const

/** Adds a file to a provider's record, and shows how far it has come. */
export function AttachPage({ route }: { readonly route: Extract<Route, { kind: 'attach' }> }) {
  const { saying, session, api, go, finish } = useApp()
  const { t } = saying
  const { page, failure, reload } = useProvider(route.provider, route.to)
  const [file, setFile] = useState<File>()
  const [title, setTitle] = useState('')
  const [to, setTo] = useState(route.to)
  const [language, setLanguage] = useState('')
  const [wrong, setWrong] = useState<readonly Wrong[]>([])
  const [sent, setSent] = useState<number>()
  const going = useRef<Upload | undefined>(undefined)
  const stopped = useRef(false)
  // One key for what is tried: a file that came through, though the line was lost, is kept once.
  const key = useMemo(() => crypto.randomUUID(), [file, title, to, language])
  const mistakes = useMemo(
    () => wrong.map((each) => ({ at: each.at, text: each.say(saying) })),
    [wrong, saying],
  )

  useEffect(
    () => () => {
      stopped.current = true
      going.current?.stop()
    },
    [],
  )

  if (!session.mayRecord) {
    return (
      <>
        <Heading title={t('attach.title')}>{t('attach.title')}</Heading>
        <p class="govuk-body">{t('form.readOnly')}</p>
      </>
    )
  }
  if (failure) {
    return (
      <>
        <Heading title={t('attach.title')}>{t('attach.title')}</Heading>
        <Failed text={whyNot(failure, saying)} again={reload} />
      </>
    )
  }
  if (!page) return <Loading />

  const faultAt = (at: Wrong['at']) => mistakes.find((each) => each.at === at)?.text

  function choose(chosen: File | undefined) {
    setFile(chosen)
    if (chosen && (title === '' || title === titleOfName(file?.name ?? ''))) {
      setTitle(titleOfName(chosen.name))
    }
  }

  async function send() {
    if (sent !== undefined) return
    const found = faultsHere(file, title)
    setWrong(found)
    if (found.length > 0 || !file) return
    stopped.current = false
    setSent(0)
    const upload = api.attach(
      route.provider,
      { file, title: title.trim(), attachedTo: to, language },
      key,
      setSent,
    )
    going.current = upload
    const answer = await upload.answer
    going.current = undefined
    setSent(undefined)
    if (stopped.current) return
    if (answer.kind === 'ok') {
      finish({ provider: route.provider, event: answer.value.eventId, kindName: kindName() })
      go(paths.provider(route.provider))
      return
    }
    const told = answer.kind === 'refused' ? answer.problem.errors : []
    setWrong(
      told.length > 0
        ? told.map(toldAt)
        : [
            {
              at: 'file',
              say: (now) =>
                answer.kind === 'unreachable' ? now.t('attach.lost') : whyNot(answer, now),
            },
          ],
    )
  }

  const name = page.view.row?.name ?? route.provider
  return (
    <>
      <a href={paths.provider(route.provider)} class="govuk-back-link">
        {name}
      </a>
      {mistakes.length > 0 && (
        <ErrorSummary
          mistakes={mistakes.map(({ at, text }) => ({
            href: at === undefined ? undefined : ids[at],
            text,
          }))}
        />
      )}
      <Heading title={t('attach.title')} caption={name}>
        {t('attach.title')}
      </Heading>
      <form
        class="attach"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Labelled
          id={ids.file}
          label={t('attach.file')}
          hint={t('attach.fileHint')}
          fault={faultAt('file')}
        >
          <FileChooser file={file} fault={faultAt('file') !== undefined}>
            <input
              id={ids.file}
              name="file"
              type="file"
              accept={fileEndings.map((ending) => `.${ending}`).join(',')}
              disabled={sent !== undefined}
              aria-describedby={describedBy({
                id: ids.file,
                label: '',
                hint: t('attach.fileHint'),
                fault: faultAt('file'),
              })}
              onChange={(event) => choose(event.currentTarget.files?.[0])}
            />
          </FileChooser>
        </Labelled>
        <TextInput
          id={ids.title}
          label={t('attach.name')}
          hint={t('attach.nameHint')}
          fault={faultAt('title')}
          value={title}
          set={setTitle}
        />
        <Select
          id={ids.to}
          label={`${t('attach.to')} ${t('form.optional')}`}
          fault={faultAt('to')}
          none={t('attach.toNone')}
          choices={eventChoices(page.items, to, saying)}
          value={to}
          set={setTo}
        />
        <Radios
          id={ids.language}
          label={`${t('attach.language')} ${t('form.optional')}`}
          choices={[
            ...languages.map((value) => ({ value, text: t(`attach.${value}`) })),
            { value: '', text: t('form.notSaid') },
          ]}
          values={[language]}
          set={([chosen]) => setLanguage(chosen ?? '')}
        />
        {sent !== undefined && file && <Progress sent={sent} all={file.size} />}
        <div class="govuk-button-group">
          <button type="submit" class="govuk-button" disabled={sent !== undefined}>
            {sent === undefined ? t('attach.send') : `${t('attach.sending')}…`}
          </button>
          {sent !== undefined && (
            <button
              type="button"
              class="govuk-button govuk-button--secondary"
              onClick={() => {
                stopped.current = true
                going.current?.stop()
              }}
            >
              {t('attach.stop')}
            </button>
          )}
        </div>
      </form>
    </>
  )
}

interface FileChooserProps {
  readonly file: File | undefined
  readonly fault: boolean
  readonly children: ComponentChildren
}

/** The control, unseen, over words of our own: its own are in the browser's language. */
function FileChooser({ file, fault, children }: FileChooserProps) {
  const { t } = useApp().saying
  return (
    <div class={`file-chooser ${fault ? 'file-chooser--fault' : ''}`}>
      {children}
      <span class="file-chooser__button" aria-hidden="true">
        {t('attach.choose')}
      </span>
      <span class="file-chooser__chosen" aria-hidden="true">
        {file?.name ?? t('attach.none')}
      </span>
    </div>
  )
}

/** How far a file has come; told aloud at each quarter, not at each byte. */
function Progress({ sent, all }: { readonly sent: number; readonly all: number }) {
  const { saying } = useApp()
  const { t } = saying
  const percent = all === 0 ? 0 : Math.min(100, Math.floor((sent / all) * 100))
  const quarter = Math.floor(percent / 25) * 25
  const size = (bytes: number) => {
    const { value, unit } = sizeInWords(bytes)
    return `${value} ${unit}`
  }
  return (
    <div class="attach__progress">
      <label class="govuk-label" for="attach-progress">
        {percent < 100
          ? t('attach.progress', { sent: size(Math.min(sent, all)), all: size(all) })
          : t('attach.sealing')}
      </label>
      <progress id="attach-progress" max={100} value={percent} />
      <p class="govuk-visually-hidden" role="status">
        {t('attach.percent', { percent: quarter })}
      </p>
    </div>
  )
}

/** What was recorded, in both languages, as the page that tells of it needs it. */
function kindName() {
  return create(TextSchema, { en: sayings.en.t('attach.kind'), cy: sayings.cy.t('attach.kind') })
}

function faultsHere(file: File | undefined, title: string): Wrong[] {
  const fault: FileFault | undefined = faultOfFile(file)
  return [
    ...(fault
      ? [{ at: 'file', say: (saying: Saying) => saying.t(`attach.${fault}`) } as const]
      : []),
    ...(title.trim() === ''
      ? [{ at: 'title', say: (saying: Saying) => saying.t('attach.noTitle') } as const]
      : []),
  ]
}

function toldAt(problem: FieldProblem): Wrong {
  const places: Record<string, Wrong['at']> = { 'body.title': 'title', 'body.attachedTo': 'to' }
  return {
    at: places[problem.field],
    say: (saying) => words(problem.words, saying.language),
  }
}
