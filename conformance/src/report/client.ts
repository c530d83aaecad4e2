/**
 * The page's own script, as text: choosing a matrix, moving between cells with the arrow keys, showing a cell's template.
 * All content is in the page already; nothing is computed and nothing is fetched.
 */
export const client = `
const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const panel = $('aside');
function choose(index) {
  for (const matrix of all('.matrix')) matrix.hidden = matrix.dataset.index !== String(index);
  for (const button of all('nav button')) button.setAttribute('aria-current', String(button.dataset.matrix === String(index)));
  const group = $('nav button[data-matrix="' + index + '"]')?.closest('details');
  if (group) group.open = true;
}
function show(id) {
  const cell = document.getElementById(id);
  const detail = document.getElementById('d-' + id);
  if (!cell || !detail) return;
  choose(cell.closest('.matrix').dataset.index);
  for (const other of all('.cell[aria-pressed]')) other.removeAttribute('aria-pressed');
  cell.setAttribute('aria-pressed', 'true');
  panel.replaceChildren(detail.content.cloneNode(true));
  panel.scrollTop = 0;
  history.replaceState(null, '', '#' + id);
}
document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.matrix !== undefined) { choose(button.dataset.matrix); $('#m' + button.dataset.matrix + ' .cell')?.focus(); }
  else if (button.classList.contains('cell')) show(button.id);
  else if (button.dataset.cell) { show(button.dataset.cell); document.getElementById(button.dataset.cell)?.focus(); }
});
const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
document.addEventListener('keydown', (event) => {
  const step = steps[event.key];
  const at = /^c(\\d+)-(\\d+)-(\\d+)$/.exec(document.activeElement?.id ?? '');
  if (!step || !at) return;
  const next = document.getElementById('c' + at[1] + '-' + (Number(at[2]) + step[0]) + '-' + (Number(at[3]) + step[1]));
  if (next) { next.focus(); event.preventDefault(); }
});
choose(0);
if (location.hash) show(location.hash.slice(1));
`;
