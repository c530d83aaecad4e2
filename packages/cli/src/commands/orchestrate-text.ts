import { bytesText, type OrchestrationResult, timeText } from '@migspec/conformance';
import { faultText, type Instant, type Protocol, reasonText, type Trace } from '@migspec/emulator';
import { printable } from '../printable.js';

/** One run as a sequence: step, time, who does what to whom, and what became of it; then how it ended and who knows why. */
export function traceText(protocol: Protocol, trace: Trace, title: string): string {
  const lines = [`${protocol.title}: ${title}${trace.faults.map((fault) => `, with ${faultText(fault)}`).join('')}`, ''];
  const width = Math.max(...Object.keys(protocol.parties).map((party) => party.length));
  for (const [index, instant] of trace.instants.entries()) {
    const before = trace.instants[index - 1];
    const begins = before?.party !== instant.party || before.trigger !== instant.trigger;
    lines.push(instantText(instant, width, begins && trouble.test(instant.trigger) ? `${instant.trigger}: ` : ''));
  }
  const { cost } = trace.end.world;
  const last = trace.reports.at(-1);
  const reason = last?.reason === undefined ? '' : `, ${reasonText(last.reason)} (found by the ${last.reason.by})`;
  lines.push('', `${last?.outcome ?? 'nobody says how it ended'}${last?.outcome === 'migrated' ? '' : reason}`);
  lines.push(
    `${bytesText(cost.bytes)} sent, VMs made: ${cost.vms}, downtime ${timeText(cost.downtimeMs)}, ${timeText(cost.totalMs)} in all`,
  );
  const [change] = trace.end.changes;
  if (change !== undefined) lines.push(`the guest finds ${change.observable} ${change.here}, and had ${change.twin}`);
  if (last?.outcome !== 'migrated') lines.push(...knowledgeLines(trace));
  return `${lines.map(printable).join('\n')}\n`;
}

/** What moves a party, where it is not a message. */
const trouble = /^(timeout|refused|held|moved|gone:.*)$/;

function instantText({ step, at, party, act, trigger, note, world }: Instant, width: number, why: string): string {
  const number = step === undefined ? '' : String(step);
  const what = act === undefined ? `(${trigger})` : actText(act);
  const runs = world.source === 'running' ? 'S' : world.destination === 'running' ? 'D' : '-';
  return `${number.padStart(3)} ${timeText(at).padStart(9)}  ${runs}  ${party.padEnd(width)}  ${act === undefined ? '' : why}${what}${note === undefined ? '' : `  ! ${note}`}`;
}

function actText(act: NonNullable<Instant['act']>): string {
  switch (act.act) {
    case 'send':
      return `→ ${act.to}: ${act.message}${act.carries.length === 0 ? '' : ` (${act.carries.join(', ')})`}`;
    case 'make':
      return `make the VM${act.from === 'own' ? ' with its own defaults' : act.from === 'file' ? ' from the file' : ''}`;
    case 'go-on':
      return `go on: ${act.message}`;
    case 'find':
      return `find: ${act.text}`;
    case 'report':
      return `report: ${act.outcome}`;
    default:
      return act.act.replace('-', ' ');
  }
}

function knowledgeLines({ end }: Trace): string[] {
  return Object.entries(end.knowledge)
    .filter(([party]) => end.took.some((each) => each === party))
    .map(([party, { reasons, told }]) => {
      const codes = [...new Set(reasons.map(({ code }) => code))];
      return `  ${party} knows ${codes.length > 0 ? codes.join(', ') : told === undefined ? 'nothing' : `that it failed (${told})`}`;
    });
}

/** All protocols and faults together. */
export function orchestrationText({ protocols, runs, violations }: OrchestrationResult): string {
  const lines = protocols.map(({ name, runs: own, outcomes, limits, lock }) => {
    const ended = `${outcomes.migrated} migrated, ${outcomes.kept} kept, ${outcomes.lost} lost with their owner`;
    const leans = lock.none.bothRun + lock.exclusive.oldState === 0 ? '' : ', leans on the lock';
    return `${name.padEnd(18)} ${String(own).padStart(5)} runs: ${ended}; ${limits.length} things somebody is not told${leans}`;
  });
  lines.push('', ...violations.map((violation) => `✕ ${violation}`));
  lines.push(
    `${runs} runs, ${violations.length === 0 ? 'nothing that must hold is broken' : `${violations.length} times something is broken`}`,
  );
  return `${lines.map(printable).join('\n')}\n`;
}
