import { useEffect, useState } from 'preact/hooks'
import type { Course } from '../generated/gwarchod/v1/course_pb'
import { useApp } from './app'

/**
 * Where a provider stood over time, asked for anew when its record grows (`version`). Nothing while it is not
 * known: the picture then has no band.
 */
export function useCourse(
  id: string,
  then: string,
  version: bigint | undefined,
): Course | undefined {
  const { api } = useApp()
  const [course, setCourse] = useState<Course>()
  useEffect(() => setCourse(undefined), [id, then])
  useEffect(() => {
    let current = true
    if (version === undefined) return undefined
    void api.course(id, then).then((answer) => {
      if (current && answer.kind === 'ok') setCourse(answer.value)
    })
    return () => {
      current = false
    }
  }, [api, id, then, version])
  return course
}
