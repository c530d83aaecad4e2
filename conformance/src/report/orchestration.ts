/** The report's part on carrying migrations out: a chart of what asking first spares, and what every protocol cannot say. */
import { usualCosts } from '@migspec/emulator';
import { bytesText, timeText } from '../orchestration/figures.js';
import { type OrchestrationResult, type ProtocolResult, type Saving, showcase } from '../orchestration/result.js';
import { escapeHtml } from './escape.js';
import { shortModel } from './words.js';

export function orchestrationHtml(result: OrchestrationResult): string {
  const rows = result.protocols.flatMap((protocol) => {
    const saving = showcase(protocol);
    return saving === undefined ? [] : [{ protocol, saving }];
  });
  const chart = rows.length === 0 ? '<p>No migration between the builds of this spec is refused.</p>' : chartHtml(result, rows);
  const protocols = result.protocols
    .map(
      (protocol) => `<details><summary>${escapeHtml(protocol.title)}: ${protocol.runs} runs</summary>${protocolHtml(protocol)}</details>`,
    )
    .join('\n');
  return `<section class="matrix" id="mo" data-index="o" hidden>
<h2>Carrying it out <span>what asking first spares</span></h2>
<p class="title">A migration that is refused, by each protocol: what it costs when nobody asks, and when the check is asked first. ${model}</p>
${chart}
<p class="legend">${result.runs} runs, each with one fault at one step or none: at every instant at most one side ran the guest, and ${result.violations.length === 0 ? 'nothing that must hold was broken' : `${result.violations.length} times something that must hold was broken`}.</p>
${protocols}
</section>`;
}

const model = `The guest has ${usualCosts.memoryBytes / 1024 ** 3} GiB, the network ${(usualCosts.bandwidth * 8) / 1e9} Gbit/s: a model, not a measurement.`;

interface Row {
  readonly protocol: ProtocolResult;
  readonly saving: Saving;
}

function chartHtml(result: OrchestrationResult, rows: readonly Row[]): string {
  return `${chartSvg(rows)}
<p class="legend"><span class="key spent"></span> nobody asks <span class="key spared"></span> asked first</p>
<table class="plain"><thead><tr><th scope="col">protocol</th><th scope="col">from → to</th><th scope="col">told without asking</th><th scope="col">told when asked</th></tr></thead>
<tbody>${rows.map(({ protocol, saving }) => rowHtml(result, protocol, saving)).join('\n')}</tbody></table>`;
}

const asks = ({ spares }: ProtocolResult): boolean => spares.length > 0;

const rowHeight = 46;
const labelWidth = 225;
const panelWidth = 185;
const barWidth = 110;
const top = 34;

const panels = [
  { title: 'bytes sent', of: ({ bytes }: Saving['asked']['cost']) => bytes, text: bytesText },
  { title: 'VMs made', of: ({ vms }: Saving['asked']['cost']) => vms, text: String },
  { title: 'downtime', of: ({ downtimeMs }: Saving['asked']['cost']) => downtimeMs, text: timeText },
] as const;

function chartSvg(rows: readonly Row[]): string {
  const height = top + rows.length * rowHeight;
  const labels = rows.map(
    ({ protocol }, index) =>
      `<text x="${labelWidth - 12}" y="${top + index * rowHeight + 25}" text-anchor="end">${escapeHtml(protocol.title)}</text>`,
  );
  const bars = panels.map(({ title, of, text }, panel) => {
    const x = labelWidth + panel * panelWidth;
    const most = Math.max(...rows.flatMap(({ saving }) => [of(saving.notAsked.cost), of(saving.asked.cost)]), 1);
    const head = `<text class="dim" x="${x}" y="18">${title}</text>`;
    const pairs = rows.map(({ protocol, saving }, index) => {
      const y = top + index * rowHeight;
      const spent = bar(x, y + 4, of(saving.notAsked.cost), most, 'spent', text);
      if (asks(protocol)) return spent + bar(x, y + 22, of(saving.asked.cost), most, 'spared', text);
      return `${spent}<text class="dim" x="${x}" y="${y + 34}">nowhere to ask</text>`;
    });
    return head + pairs.join('');
  });
  const said = rows.map(({ protocol, saving }) => {
    const figures = panels.map(({ title, of, text }) => {
      const asked = asks(protocol) ? `, asked first ${text(of(saving.asked.cost))}` : '';
      return `${title} ${text(of(saving.notAsked.cost))}${asked}`;
    });
    return `${protocol.title}: ${figures.join('; ')}`;
  });
  return `<svg class="chart" viewBox="0 0 ${labelWidth + panels.length * panelWidth} ${height}" role="img" aria-label="${escapeHtml(said.join('. '))}">${labels.join('')}${bars.join('')}</svg>`;
}

/** What is nothing has a line where its bar would begin. */
function bar(x: number, y: number, value: number, most: number, kind: string, text: (value: number) => string): string {
  const width = value === 0 ? 1 : Math.max(2, Math.round((value / most) * barWidth));
  return `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="15" rx="2"/><text x="${x + width + 5}" y="${y + 12}">${escapeHtml(text(value))}</text>`;
}

function rowHtml({ pairs }: OrchestrationResult, protocol: ProtocolResult, saving: Saving): string {
  const pair = pairs[saving.pair];
  const where = pair === undefined ? '' : `${pair.source} → ${pair.destination}, ${shortModel(pair.model)}`;
  const told = ({ outcome, code, changed }: Saving['asked']): string => {
    if (outcome === 'migrated') return changed ? 'migrated, and the guest finds another device' : 'migrated';
    return `${outcome}${code === undefined ? ', no reason' : ` <code>${escapeHtml(code)}</code>`}`;
  };
  const asked = asks(protocol) ? told(saving.asked) : 'nowhere to ask';
  return `<tr><th scope="row">${escapeHtml(protocol.name)}</th><td>${escapeHtml(where)}</td><td>${told(saving.notAsked)}</td><td>${asked}</td></tr>`;
}

function protocolHtml({ doc, limits, lock }: ProtocolResult): string {
  const items = limits.map(
    ({ party, knows, by, why }) =>
      `<li>The ${party} knows ${knows === 'failed' ? `only that it failed (${escapeHtml(by)})` : 'nothing'}: ${escapeHtml(why)}</li>`,
  );
  const leans =
    lock.none.bothRun + lock.none.oldState === 0
      ? 'Nothing leans on the lock on the storage.'
      : `Without a lock on the storage both sides run in ${lock.none.bothRun} of the runs; with one that does not count, the guest goes on from an old state in ${lock.exclusive.oldState}.`;
  return `<p>${escapeHtml(doc)}</p><ul>${items.join('')}</ul><p>${leans}</p>`;
}
