// Starts the GOV.UK components of the page, and our own small additions.
import { initAll } from '/assets/govuk/govuk-frontend.min.js'

initAll()

// A long list of choices gets shorter while its box is typed in.
for (const box of document.querySelectorAll('[data-filters]')) {
  const list = document.getElementById(box.dataset.filters)
  const told = document.getElementById(box.getAttribute('aria-describedby'))
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const items = [...list.querySelectorAll('[data-filter-item]')].map((item) => [item, plain(item.textContent)])
  const shorten = () => {
    const words = plain(box.value).split(/\s+/)
    let count = 0
    for (const [item, text] of items) {
      const shown = words.every((word) => text.includes(word)) || item.querySelector('input').checked
      item.hidden = !shown
      count += shown ? 1 : 0
    }
    told.textContent = box.dataset.told.replace('{count}', count)
  }
  box.closest('[hidden]')?.removeAttribute('hidden')
  box.addEventListener('input', shorten)
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault()
  })
}
