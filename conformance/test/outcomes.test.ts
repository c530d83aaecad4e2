/**
 * The check beside real migrations. Where a real loader refused, the check never says yes; where it says no to what a real
 * loader accepted, the guest would have seen a change that QEMU does not look for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CapabilityDocument } from '@migspec/capabilities';
import { check, startMachine, type Verdict } from '@migspec/compat';
import { type EmulatedMachine, withVariables } from '@migspec/emulator';
import { MigspecError } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { machineOf, stateOf } from '../src/run/ask.js';
import { scopeOf } from '../src/scope.js';
import { materialise } from '../src/situations/materialise.js';
import { hostOf } from './real-hosts.js';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function documents(): ReadonlyMap<string, CapabilityDocument> {
  const of = folder('../../packages/capabilities/documents/qemu');
  return new Map(
    readdirSync(of).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(of, file), 'utf8')) as CapabilityDocument]),
  );
}

const columns = [
  'case',
  'model',
  'source',
  'destination',
  'sourceMachine',
  'destinationMachine',
  'cpus',
  'sourceParams',
  'destinationParams',
  'situation',
  'result',
  'message',
] as const;
type Row = Readonly<Record<(typeof columns)[number], string>>;

function rows(): readonly Row[] {
  const [, ...lines] = readFileSync(folder('../oracles/outcomes.csv'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    );
    return Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])) as Row;
  });
}

const classes: Readonly<Record<string, string>> = {
  'virtio-blk': 'virtio-blk-pci',
  'virtio-net': 'virtio-net-pci',
  'virtio-rng': 'virtio-rng-pci',
  e1000e: 'e1000e',
  serial: 'isa-serial',
};

/** The values of a row: `num-queues=4,packed=true`, hexadecimal or decimal numbers. */
function paramsOf(text: string): Record<string, boolean | number | bigint> {
  return Object.fromEntries(
    text.split(',').flatMap((part) => {
      const [name = '', value = ''] = part.split('=');
      if (name === '') return [];
      const number = (): number | bigint => (name === 'mac' ? BigInt(value) : Number(value));
      return [[name, value === 'true' || value === 'false' ? value === 'true' : number()]];
    }),
  );
}

const address = '0000:00:04.0';

/** The network devices had a hub for a peer. */
const hostFacts = { 'net-peer': 'plain' };

async function sourceOf(row: Row, document: CapabilityDocument): Promise<EmulatedMachine | string> {
  const host = await hostOf(`qemu@${row.source}`);
  try {
    const machine = host.start({
      machineType: row.sourceMachine,
      facts: { cpus: Number(row.cpus) },
      devices: [{ address, instance: 0, class: classes[row.model] ?? '', properties: paramsOf(row.sourceParams) }],
    });
    const [instance] = machine.devices;
    const model = instance === undefined ? undefined : document.models[instance.model];
    const situation = model?.situations.find(({ name }) => name === row.situation);
    if (instance === undefined || model === undefined || situation === undefined) return `no situation ${row.situation}`;
    const scope = scopeOf(model, instance);
    const values = materialise(model, situation, scope.reset, (expression, state, self) =>
      scope.evaluate(expression, state, self === undefined ? {} : { self }),
    );
    instance.device.state = withVariables(scope.reset, values);
    return machine;
  } catch (error) {
    if (error instanceof MigspecError) return `${error.code}`;
    throw error;
  }
}

interface Judged {
  readonly row: Row;
  /** What the check says, or where it stops before. */
  readonly says: 'source-refused-to-start' | 'refused-to-start' | Verdict['outcome'];
  readonly codes: readonly string[];
}

async function judge(row: Row, known: ReadonlyMap<string, CapabilityDocument>): Promise<Judged> {
  const from = known.get(row.source);
  const to = known.get(row.destination);
  if (from === undefined || to === undefined) throw new Error(`${row.source} or ${row.destination} has no document`);
  const source = await sourceOf(row, from);
  if (typeof source === 'string') return { row, says: 'source-refused-to-start', codes: [source] };
  const started = startMachine(to, {
    type: row.destinationMachine,
    facts: { cpus: Number(row.cpus) },
    hostFacts,
    devices:
      row.destinationParams === '-'
        ? []
        : [{ address, instance: 0, class: classes[row.model] ?? '', configuration: paramsOf(row.destinationParams) }],
  });
  if (!started.ok) return { row, says: 'refused-to-start', codes: started.problems.map(({ code }) => code) };
  const verdict = check({
    source: { machine: machineOf(source), document: from, facts: hostFacts, state: stateOf(source) },
    destination: { document: to, facts: hostFacts, machine: started.value },
  });
  return { row, says: verdict.outcome, codes: [...new Set(verdict.reasons.map(({ code }) => code))].sort() };
}

/** What the real loader says, and the code of the same reason. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/Bad config data|while device properties .* differ|VQ 1 vring.num 256 exceeds allocated max 0/, 'ECHO_DIFFERS'],
  [/vring.num \d+ exceeds allocated max/, 'INVARIANT_BROKEN'],
  [/^Features .* unsupported/, 'FEATURES_NOT_OFFERED'],
  [/^Machine type received/, 'MACHINE_TYPE_DIFFERS'],
  [/^Unknown (savevm )?section or instance/, 'DEVICE_MISSING'],
];

const shown = ({ row, says, codes }: Judged): string =>
  `${row.case}: ${row.model} ${row.source} > ${row.destination} ${row.sourceMachine} ${row.sourceParams} > ${row.destinationParams} in ${row.situation}: ${row.result} ${row.message}, the check: ${says} ${codes.join(' ')}`;

test('the check is never laxer than a real loader, and stricter for a reason', { timeout: 300_000 }, async () => {
  const known = documents();
  const spoken = new Set(Object.values(Object.fromEntries(known)).flatMap((document) => Object.keys(document.machineTypes)));
  const judged: Judged[] = [];
  let elsewhere = 0;
  for (const row of rows()) {
    // Machine types without a name of their own in the spec.
    if (!spoken.has(row.sourceMachine) || !spoken.has(row.destinationMachine)) elsewhere += 1;
    else judged.push(await judge(row, known));
  }

  const refusals = new Set(['load-error', 'source-save-error']);
  const laxer = judged.filter(({ row, says }) => (refusals.has(row.result) ? says === 'yes' : false));
  expect(laxer.map(shown)).toEqual([]);

  const starts = judged.filter(({ row, says }) => row.result.endsWith('refused-to-start') !== says.endsWith('refused-to-start'));
  expect(starts.map(shown)).toEqual([]);

  const unsure = judged.filter(({ says }) => says === 'depends');
  expect(unsure.map(shown)).toEqual([]);

  const otherwise = judged.filter(({ row, codes }) => {
    const [, code] = reasons.find(([said]) => said.test(row.message)) ?? [];
    return row.result === 'load-error' && (code === undefined || !codes.includes(code));
  });
  expect(otherwise.map(shown)).toEqual([]);

  const stricter: Record<string, number> = {};
  for (const { row, says, codes } of judged) {
    if (row.result !== 'ok' || says !== 'no') continue;
    const key = `${row.case}: ${codes.join(' ')}`;
    stricter[key] = (stricter[key] ?? 0) + 1;
  }
  expect(stricter).toEqual({
    'e1000e init-vet forced on at the source: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 9,
    'e1000e init-vet forced on at the source: GUEST_INTERFACE_DIFFERS PARAM_UNKNOWN': 3,
    'vblk num-queues 1 to 4, vectors equal, guest set up 1 queue: ECHO_DIFFERS GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 15,
    'vblk num-queues 4 to 1, vectors kept equal: ECHO_DIFFERS GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 12,
    'vblk queue-size 128 to 256: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 15,
    'vnet host_mtu unset to 1400, idle: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 15,
    'vnet mac differs: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 15,
    'vnet mq on to off, idle: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 15,
    'vnet mrg_rxbuf off to on, negotiated: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 15,
    'vnet mrg_rxbuf on to off, idle: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 15,
    'vnet rx_queue_size 1024 to 256, guest running: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 12,
    'vnet rx_queue_size 1024 to 256: GUEST_INTERFACE_DIFFERS PARAM_DIFFERS': 12,
  });
  expect({ judged: judged.length, elsewhere }).toEqual({ judged: 1262, elsewhere: 96 });
});
