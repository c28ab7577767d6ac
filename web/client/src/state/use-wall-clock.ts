import { useEffect, useState } from 'preact/hooks'
import { timeOfDay } from '../model/dates'

/** The time of day, as a clock on the wall tells it. */
export function useWallClock(): string {
  const [time, setTime] = useState(() => timeOfDay(Date.now()))
  useEffect(() => {
    const timer = setInterval(() => setTime(timeOfDay(Date.now())), 1_000)
    return () => clearInterval(timer)
  }, [])
  return time
}
