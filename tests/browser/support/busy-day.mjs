// Records many things in a short time, as a large authority on a bad day would, through the API.

/** Records complaints for `seconds`, so many each second, of providers one after another; how many it were. */
export async function busyDay(page, url, { providers, aSecond, seconds }) {
  const session = await page.evaluate(async () => (await fetch('/api/v1/session')).json())
  const cookies = await page.context().cookies()
  const headers = {
    'Content-Type': 'application/json',
    'X-CSRF-Token': session.csrfToken,
    Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
  }
  const body = JSON.stringify({
    kind: 'Complaint',
    envelope: { occurredFrom: session.today, source: 'COUNCIL_COMPLAINTS' },
    body: { stage: 'LOCAL_RESOLUTION' },
  })
  const record = async (provider) => {
    const response = await fetch(`${url}/api/v1/providers/${provider}/records`, {
      method: 'POST',
      headers,
      body,
    })
    if (!response.ok) throw new Error(await response.text())
  }
  const wanted = aSecond * seconds
  const began = performance.now()
  const sent = []
  for (let count = 0; count < wanted; count += 1) {
    const early = (count * 1000) / aSecond - (performance.now() - began)
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    sent.push(record(providers[count % providers.length]))
  }
  await Promise.all(sent)
  return { sent: sent.length, seconds: (performance.now() - began) / 1000 }
}
