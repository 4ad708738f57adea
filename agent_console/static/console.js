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
