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
// A tick that something odd is right stands beside the choices and is none of them.
const boxesOf = (place) => [...place.querySelectorAll('[type=radio], [type=checkbox]:not([name=accepted])')]
const choicesOf = (place) => boxesOf(place).map((box) => `${box.name}=${box.value}`).join()

const keepChosen = (old, fresh) => {
  const chosen = new Set(boxesOf(old).filter((box) => box.checked).map((box) => box.value))
  for (const box of boxesOf(fresh)) box.checked = chosen.has(box.value)
  for (const box of old.querySelectorAll('[type=text], textarea, select')) {
    const same = fresh.querySelector(`[name="${CSS.escape(box.name)}"]`)
    if (same) same.value = box.value
  }
}

const showPlaces = (form, fresh) => {
  const places = (root) => [...root.querySelectorAll('[data-place]')]
  const here = new Map(places(form).map((place) => [place.dataset.place, place]))
  let next = form.querySelector('.app-save')
  for (const place of places(fresh).reverse()) {
    const known = here.get(place.dataset.place)
    here.delete(place.dataset.place)
    if (known && choicesOf(known) === choicesOf(place)) {
      known.hidden = false
      next = known
      continue
    }
    if (known) keepChosen(known, place)
    place.querySelector('#next')?.removeAttribute('id')
    if (known) known.replaceWith(place)
    else form.insertBefore(place, next)
    initAll({ scope: place })
    next = place
  }
  // What was typed there stays, should the question come back.
  for (const place of here.values()) place.hidden = true
}

const showStanding = (grid, next) => {
  const old = grid.querySelector('.app-standing-column')
  grid.classList.toggle('app-with-side--standing', Boolean(next))
  if (!next) return old?.remove()
  if (!old) return grid.append(next)
  const said = (column) => column.querySelector('.app-standing__verdict').textContent.trim()
  const news = said(old) === said(next) ? '' : said(next)
  for (const details of old.querySelectorAll('details[open]')) {
    next.querySelector(`[data-opens="${details.dataset.opens}"]`)?.setAttribute('open', '')
  }
  old.querySelector('.app-standing').replaceWith(next.querySelector('.app-standing'))
  if (news) old.querySelector('[data-standing]').textContent = news
}

for (const form of document.querySelectorAll('form[data-preview]')) {
  let waiting = 0
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    waiting = 0
    try {
      const answer = await fetch(form.dataset.preview, { method: 'POST', body: new FormData(form) })
      if (answer.status !== 200 || answer.redirected) return
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (mine !== asked) return
      showPlaces(form, fresh)
      showStanding(form.closest('.app-with-side'), fresh.querySelector('.app-standing-column'))
    } catch {
      // The line is bad: the page says the same after the next save.
    } finally {
      if (mine === asked && !waiting) delete form.dataset.asking
    }
  }
  form.addEventListener('change', () => {
    form.dataset.asking = ''
    clearTimeout(waiting)
    waiting = setTimeout(ask, 150)
  })
}

// A scanner types wherever the focus is. On a page with a box for it, what it types goes there.
const scanned = document.querySelector('[data-keeps-focus]')
if (scanned) {
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=checkbox]), select, textarea')
    const letter = event.key.length === 1 && event.key !== ' '
    if (letter && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) scanned.focus()
  })
}

// A page that shows how far something is looks again by itself, while nobody types on it. Without
// scripts a link does the same.
const waiting = document.querySelector('[data-look-again]')
if (waiting) {
  const look = () => (document.activeElement?.matches('input, select, textarea') ? setTimeout(look, 2000) : location.reload())
  setTimeout(look, waiting.dataset.lookAgain * 1000)
}

// A list that goes with one choice shows only beside it. Without scripts all of them show.
for (const place of document.querySelectorAll('[data-shown-by]')) {
  const { shownBy, shownFor } = place.dataset
  const choices = place.closest('form').querySelectorAll(`[type=radio][name="${CSS.escape(shownBy)}"]`)
  const show = () => { place.hidden = ![...choices].some((one) => one.checked && one.value === shownFor) }
  for (const one of choices) one.addEventListener('change', show)
  show()
}
// What is to be read before saving again is brought to the eye.
document.getElementById('envelope')?.scrollIntoView({ block: 'center' })
