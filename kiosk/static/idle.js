// Clears the screen when its person has gone: first a warning, then a wipe on the server, then the
// welcome page. Times come from the page, in seconds. Nothing is kept in the browser.
const dialog = document.getElementById('idle')
const { idle, warning, here, wipe, home, token } = dialog.dataset
const count = dialog.querySelector('.kiosk-idle__count')
const PING_EVERY = 20_000
const post = (address) =>
  fetch(address, { method: 'POST', headers: { 'X-CSRFToken': token }, keepalive: true, redirect: 'manual' })

let lastTouch = Date.now()
let lastPing = Date.now()
let gone = false

const leave = () => {
  gone = true
  document.body.classList.add('kiosk-gone')
  document.querySelectorAll('form').forEach((form) => form.reset())
  post(wipe).finally(() => location.replace(home))
}

const ping = async () => {
  lastPing = Date.now()
  const answer = await post(here).catch(() => null)
  if (answer && answer.status !== 204 && !gone) location.replace(home)
}

const touched = () => {
  if (dialog.open || gone) return
  lastTouch = Date.now()
  if (lastTouch - lastPing > PING_EVERY) ping()
}

const stay = () => {
  if (gone) return
  if (dialog.open) dialog.close()
  lastTouch = Date.now()
  ping()
}

const look = () => {
  if (gone) return
  const left = Number(idle) + Number(warning) - (Date.now() - lastTouch) / 1000
  if (left <= 0) leave()
  else if (left <= Number(warning)) {
    if (!dialog.open) {
      dialog.showModal()
      dialog.querySelector('button').focus()
    }
    count.textContent = Math.ceil(left)
  }
}

for (const kind of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove', 'scroll']) {
  window.addEventListener(kind, touched, { passive: true, capture: true })
}
dialog.querySelector('button').addEventListener('click', stay)
dialog.addEventListener('cancel', (event) => {
  event.preventDefault()
  stay()
})
setInterval(look, 250)

// A page that comes back out of the browser's memory is asked for anew.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
