import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { paths } from '../../model/route'
import type { Route } from '../../model/route'
import { useApp } from '../../state/app'
import { keptDrafts } from '../../state/use-draft'
import { LineBanner, LineState } from './line'
import { OutboxNotice } from './outbox'
import { roleName } from './role'

interface Props {
  readonly route: Route
  readonly children: ComponentChildren
}

/** What stands around every page: whose it is, where one can go, in which language, and whether it is live. */
export function Frame({ route, children }: Props) {
  const { saying, session, board } = useApp()
  const { t } = saying
  // A wall has no way to anywhere: it is looked at.
  if (route.kind === 'wall' && session.signedIn) return <main id="main">{children}</main>
  const synthetic = session.demonstration || board?.board.demonstration || board?.board.synthetic
  return (
    <>
      <a href="#main" class="govuk-skip-link" data-plain>
        {t('frame.skip')}
      </a>
      <header class="frame-header">
        <div class="govuk-generic-header">
          <div class="govuk-generic-header__container govuk-width-container frame-header__row">
            <div class="govuk-generic-header__logo">
              <a href="/" class="govuk-generic-header__homepage-link">
                {session.authority || t('frame.council')}
              </a>
            </div>
            <div class="frame-header__reader">
              {session.signedIn && <Who />}
              <LanguageSwitch />
            </div>
          </div>
        </div>
        <Navigation route={route} />
        {synthetic && (
          <div class="govuk-phase-banner govuk-width-container">
            <p class="govuk-phase-banner__content">
              <strong class="govuk-tag govuk-phase-banner__content__tag">
                {t('frame.demonstrationTag')}
              </strong>
              <span class="govuk-phase-banner__text">{t('frame.demonstration')}</span>
            </p>
          </div>
        )}
      </header>
      <div class="govuk-width-container">
        {session.signedIn && <LineBanner />}
        {session.signedIn && <OutboxNotice />}
        <main class="govuk-main-wrapper frame-main" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Footer />
    </>
  )
}

/** Who is signed in, and the way out. Stands apart from the pages, which then fit in a row. */
function Who() {
  const { saying, session, kept, outbox, go, signOut } = useApp()
  const { t } = saying
  // What is on this device and on no record goes with whoever signs out: they are asked first.
  const leave = () =>
    outbox.items.length + keptDrafts(kept, session.account).length > 0
      ? go(paths.leave())
      : signOut()
  return (
    <div class="frame-who">
      <span>
        {t('frame.signedInAs', {
          name: session.name || session.account,
          role: roleName(session.role, t),
        })}
      </span>
      <button type="button" class="link-button" onClick={leave}>
        {t('frame.signOut')}
      </button>
    </div>
  )
}

function LanguageSwitch() {
  const { saying, setLanguage } = useApp()
  const other = saying.language === 'en' ? 'cy' : 'en'
  const names = { en: 'English', cy: 'Cymraeg' } as const
  return (
    <nav class="language-switch" aria-label={saying.t('frame.language')}>
      <ul class="language-switch__list">
        {(['en', 'cy'] as const).map((language) => (
          <li key={language} class="language-switch__item">
            {language === saying.language ? (
              <span aria-current="true" lang={language}>
                {names[language]}
              </span>
            ) : (
              <button type="button" lang={language} onClick={() => setLanguage(other)}>
                {names[language]}
              </button>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Navigation({ route }: { readonly route: Route }) {
  const { saying, session } = useApp()
  const { t } = saying
  const [open, setOpen] = useState(false)
  const links = [
    { href: '/', text: t('frame.board'), here: route.kind === 'board' },
    ...(session.mayRecord
      ? [{ href: paths.concern(), text: t('frame.concern'), here: route.kind === 'concern' }]
      : []),
    { href: '/deadlines', text: t('frame.deadlines'), here: route.kind === 'deadlines' },
    { href: paths.figures(), text: t('frame.figures'), here: route.kind === 'figures' },
    {
      href: '/policy',
      text: t('frame.policy'),
      here: route.kind === 'policy' || route.kind === 'try',
    },
    ...(session.mayAdminister
      ? [
          { href: '/accounts', text: t('frame.accounts'), here: route.kind === 'accounts' },
          { href: '/erase', text: t('frame.erase'), here: route.kind === 'erase' },
        ]
      : []),
  ]
  return (
    <section class="govuk-service-navigation" aria-label={t('frame.information')}>
      <div class="govuk-width-container">
        <div class="govuk-service-navigation__container">
          <span class="govuk-service-navigation__service-name">
            <a href="/" class="govuk-service-navigation__link">
              {t('frame.product')}
            </a>
          </span>
          {session.signedIn && (
            <nav
              aria-label={t('frame.navigation')}
              class="govuk-service-navigation__wrapper frame-nav"
            >
              <button
                type="button"
                class="govuk-service-navigation__toggle frame-nav__toggle"
                aria-controls="navigation"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
              >
                {t('frame.menu')}
              </button>
              <ul
                class={`govuk-service-navigation__list ${open ? '' : 'frame-nav--closed'}`}
                id="navigation"
              >
                {links.map(({ href, text, here }) => (
                  <li
                    key={href}
                    class={`govuk-service-navigation__item ${here ? 'govuk-service-navigation__item--active' : ''}`}
                  >
                    <a
                      class="govuk-service-navigation__link"
                      href={href}
                      aria-current={here ? 'page' : undefined}
                    >
                      {here ? (
                        <strong class="govuk-service-navigation__active-fallback">{text}</strong>
                      ) : (
                        text
                      )}
                    </a>
                  </li>
                ))}
                <li class="govuk-service-navigation__item frame-nav__end">
                  <LineState />
                </li>
              </ul>
            </nav>
          )}
        </div>
      </div>
    </section>
  )
}

function Footer() {
  const { saying, session } = useApp()
  return (
    <footer class="frame-footer">
      <div class="govuk-width-container">
        <p class="govuk-body-s">
          {session.authority}
          {session.authority && ' · '}
          {session.mayRecord && (
            <>
              <a class="govuk-link" href={paths.device()}>
                {saying.t('device.title')}
              </a>
              {' · '}
            </>
          )}
          <a class="govuk-link" href="/accessibility">
            {saying.t('frame.accessibility')}
          </a>
        </p>
      </div>
    </footer>
  )
}
