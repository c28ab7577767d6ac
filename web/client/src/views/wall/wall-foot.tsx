import { useEffect, useState } from 'preact/hooks'
import { useSaying } from '../../state/app'

// How long the buttons stay once the pointer rests.
const awakeMs = 4_000

interface Props {
  readonly page: number
  readonly pages: number
  readonly paused: boolean
  readonly pause: () => void
  readonly turn: (steps: number) => void
  readonly leave: () => void
}

/** Which page this is and what keys do; buttons for the same come when a pointer or the focus does. */
export function WallFoot({ page, pages, paused, pause, turn, leave }: Props) {
  const { t } = useSaying()
  const awake = useAwake()
  const many = pages > 1
  return (
    <footer class="wall__foot">
      <p class="wall__page">
        {t('wall.page', { page: page + 1, pages })}
        {paused && ` · ${t('wall.paused')}`}
      </p>
      <p class="wall__keys">{t(many ? 'wall.keys' : 'wall.keysOne')}</p>
      <div class={`wall__buttons ${awake ? 'wall__buttons--awake' : ''}`}>
        {many && (
          <>
            <button type="button" class="link-button" onClick={() => turn(-1)}>
              {t('wall.back')}
            </button>
            <button type="button" class="link-button" onClick={() => turn(1)}>
              {t('wall.next')}
            </button>
          </>
        )}
        <button type="button" class="link-button" onClick={pause}>
          {paused ? t('wall.goOn') : t('wall.pause')}
        </button>
        <button type="button" class="link-button" onClick={leave}>
          {t('wall.leave')}
        </button>
      </div>
    </footer>
  )
}

function useAwake(): boolean {
  const [awake, setAwake] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    function wake() {
      setAwake(true)
      clearTimeout(timer)
      timer = setTimeout(() => setAwake(false), awakeMs)
    }
    document.addEventListener('pointermove', wake)
    document.addEventListener('pointerdown', wake)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointermove', wake)
      document.removeEventListener('pointerdown', wake)
    }
  }, [])
  return awake
}
