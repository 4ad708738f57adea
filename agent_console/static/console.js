import { initAll } from '/assets/govuk/govuk-frontend.min.js'

// The clock of the open contact. Without scripts the page still says when it started.
for (const clock of document.querySelectorAll('[data-started]')) {
  const started = Date.parse(clock.dataset.started)
  const two = (number) => String(number).padStart(2, '0')
  const tick = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - started) / 1000))
    const hours = Math.floor(seconds / 3600)
    const minutes = Math.floor(seconds / 60) % 60
    clock.textContent = (hours ? `${hours}:${two(minutes)}` : minutes) + `:${two(seconds % 60)}`
  }
  tick()
  setInterval(tick, 1000)
}

// Leaving a page with unsaved answers asks first; saving does not.
for (const form of document.querySelectorAll('form[data-guards]')) {
  let touched = form.hasAttribute('data-unsaved')
  form.addEventListener('input', () => { touched = true })
  form.addEventListener('submit', () => { touched = false })
  addEventListener('beforeunload', (event) => { if (touched) event.preventDefault() })
}

// What is being typed may bring follow-up questions and change how the application stands: both are
// shown at once. Without scripts they follow each save.
const showPlaces = (form, fresh) => {
  const places = (root) => [...root.querySelectorAll('[data-place]')]
  const here = new Map(places(form).map((place) => [place.dataset.place, place]))
  let next = form.querySelector('.app-save')
  for (const place of places(fresh).reverse()) {
    const known = here.get(place.dataset.place)
    here.delete(place.dataset.place)
    if (known) known.hidden = false
    else {
      place.querySelector('#next')?.removeAttribute('id')
      form.insertBefore(place, next)
      initAll({ scope: place })
    }
    next = known ?? place
  }
  // What was typed there stays, should the question come back.
  for (const place of here.values()) place.hidden = true
}

const showStanding = (old, next) => {
  if (!old || !next || old.innerHTML === next.innerHTML) return
  const said = (panel) => panel.querySelector('.app-standing__verdict').innerText
  const open = old.querySelector('details')?.open
  const told = old.parentElement.querySelector('[data-standing]')
  const news = said(old) === said(next) ? '' : said(next)
  old.replaceWith(next)
  if (news) told.textContent = news
  if (open) next.querySelector('details')?.setAttribute('open', '')
}

for (const form of document.querySelectorAll('form[data-preview]')) {
  let waiting = 0
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    try {
      const answer = await fetch(form.dataset.preview, { method: 'POST', body: new FormData(form) })
      if (answer.status !== 200 || answer.redirected) return
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (mine !== asked) return
      showPlaces(form, fresh)
      showStanding(document.querySelector('.app-standing'), fresh.querySelector('.app-standing'))
    } catch {
      // The line is bad: the page says the same after the next save.
    }
  }
  form.addEventListener('change', () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, 150)
  })
}
