/** The report's part on errata: what builds really do, what was expected of it and came, and how remedies did. */
import type { ErratumResult } from '../result.js';
import { escapeHtml } from './escape.js';

/** The section that the filter leads to; none without errata. */
export function errataHtml(errata: readonly ErratumResult[]): readonly string[] {
  if (errata.length === 0) return [];
  return [
    `<section class="matrix" id="me" data-index="e" hidden>
<h2>Errata <span>what builds really do</span></h2>
${errata.map(erratumHtml).join('\n')}
</section>`,
  ];
}

function erratumHtml({ id, doc, builds, fixedIn, cells, said, expectations, remedies }: ErratumResult): string {
  const where = `in ${builds.join(', ')}${fixedIn === undefined ? '' : `, fixed in ${fixedIn}`}`;
  const explains = said ? `said of ${cells} configurations, and not driven` : `explains ${cells} cells`;
  const expected = expectations.map(({ text, met }) => `<li>${met ? 'came' : 'did not come'}: ${escapeHtml(text)}</li>`);
  const helped = remedies.map(
    ({ text, tried, worked }) => `<li><b>remedy</b> ${escapeHtml(text)} worked in ${worked} of ${tried} cells</li>`,
  );
  return `<h3><code>${escapeHtml(id)}</code></h3><p>${escapeHtml(doc)}</p><p class="title">${escapeHtml(where)} · ${explains}</p><ul>${[...expected, ...helped].join('')}</ul>`;
}

/** What a reason says of the errata that it follows from. */
export function citedHtml(ids: readonly string[], errata: readonly ErratumResult[], implementation: string): string {
  return ids
    .map((id) => {
      const found = errata.find((each) => each.id === id && each.implementation === implementation);
      if (found === undefined) return `<br>erratum <code>${escapeHtml(id)}</code>`;
      const fixed = found.fixedIn === undefined ? '' : `, fixed in ${escapeHtml(found.fixedIn)}`;
      const remedies = found.remedies
        .filter(({ worked }) => worked > 0)
        .map(({ text }) => `<br><b>remedy of the erratum</b> ${escapeHtml(text)}`)
        .join('');
      return `<br>erratum <code>${escapeHtml(id)}</code> in ${escapeHtml(found.builds.join(', '))}${fixed}: ${escapeHtml(found.doc)}${remedies}`;
    })
    .join('');
}
