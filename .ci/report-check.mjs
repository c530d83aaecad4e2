// The report in a real browser: nothing leaves the file, nothing scrolls at 1280×800, every cell has focus and a name, Enter explains.
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../scripts/lib/run.mjs';

const require = createRequire(join(root, '.cache/browser/package.json'));
const { chromium } = require('playwright-core');
const report = join(root, 'report/index.html');
const result = JSON.parse(readFileSync(join(root, 'report/result.json'), 'utf8'));

const failures = [];
const expect = (holds, message) => {
  if (!holds) failures.push(message);
};

const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'migspec-chromium-')), {
  executablePath: '/usr/bin/chromium',
  viewport: { width: 1280, height: 800 },
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const page = await context.newPage();
const requests = [];
const errors = [];
page.on('request', (request) => requests.push(request.url()));
page.on('pageerror', (error) => errors.push(String(error)));
page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
await page.goto(pathToFileURL(report).href);

const scrolls = () =>
  page.evaluate(() => {
    const main = document.querySelector('main');
    const html = document.documentElement;
    const nav = document.querySelector('nav');
    if (nav.scrollHeight > nav.clientHeight) return true;
    return (
      html.scrollHeight > html.clientHeight ||
      html.scrollWidth > html.clientWidth ||
      main.scrollHeight > main.clientHeight ||
      main.scrollWidth > main.clientWidth
    );
  });
expect(result.matrices.length > 0, 'the run has no matrix');
for (const [index, matrix] of result.matrices.entries()) {
  const closed = page.locator(`nav details:not([open]):has(button[data-matrix="${index}"]) > summary`);
  if ((await closed.count()) > 0) await closed.click();
  await page.click(`nav button[data-matrix="${index}"]`);
  if (matrix.builds.length <= 8) expect(!(await scrolls()), `${matrix.model} ${matrix.label} scrolls at 1280×800`);
  const names = await page
    .locator(`#m${index} .cell`)
    .evaluateAll((cells) =>
      cells.map((cell) => ({ name: cell.getAttribute('aria-label'), focusable: cell.tabIndex >= 0, text: cell.textContent })),
    );
  expect(
    names.length === matrix.builds.length ** 2,
    `${matrix.model} ${matrix.label}: ${names.length} cells for ${matrix.builds.length} builds`,
  );
  for (const { name, focusable, text } of names) {
    const said = /: (yes|no|depends)(?:, ([A-Z_]+))?(?: \((?:in part )?errat(?:um|a) [^()]+\))?$/.exec(name ?? '');
    expect(focusable && said !== null, `a cell without a name or focus: ${name}`);
    const symbol = { yes: '✓', no: '✕', depends: '◐' }[said?.[1] ?? ''];
    expect(text.startsWith(symbol), `${name}: shows ${text}`);
    if (said?.[1] !== 'yes') expect(said?.[2] !== undefined, `${name}: no reason in the name`);
  }
}

// Enter on a cell that says no: reasons, remedy, the way back.
// A build may refuse its own state (the same build at both ends has no way back): the first pair of two.
const refusals = await page.locator('.cell.no, .cell.depends').evaluateAll((cells) => cells.map((cell) => cell.id));
const id = refusals.find((each) => !/-(\d+)-\1$/.test(each));
const refused = page.locator(`#${id}`);
await page.evaluate((at) => document.querySelector(`nav button[data-matrix="${at}"]`).click(), /^c(\d+)/.exec(id)[1]);
await refused.focus();
await page.keyboard.press('Enter');
const shown = await page.locator('aside').textContent();
expect(/[A-Z_]{8,}/.test(shown), 'the details show no code');
expect(/remedy/i.test(shown), 'the details show no remedy');
expect(/The way back/.test(shown), 'the details show no way back');
await page.keyboard.press('ArrowRight');
expect(await page.evaluate(() => document.activeElement?.classList.contains('cell')), 'the arrow keys lose the cell');

expect(
  requests.every((url) => url.startsWith('file:') || url.startsWith('data:')),
  `requests leave the file: ${requests.filter((url) => !/^(file|data):/.test(url)).join(', ')}`,
);
expect(errors.length === 0, errors.join('\n'));
await page.screenshot({ path: join(root, 'report/screenshot.png') });
await context.close();

for (const failure of failures.slice(0, 20)) console.log(`report: ${failure}`);
console.log(`report in Chromium: ${result.matrices.length} matrices, ${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
