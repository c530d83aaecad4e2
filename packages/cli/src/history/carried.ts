/** Migrations that a case has carried out as managers do: what no device shows, because it happens around them. */
import { backendsOf, type Loaded, migrationNamed } from '@migspec/conformance';
import { orchestrate, protocols } from '@migspec/emulator';
import type { StepFile } from '@migspec/generator';

export type CarriedFile = NonNullable<StepFile['carried']>[number];

export interface Carried {
  readonly asked: CarriedFile;
  /** How it was reported to whoever asked for it, and why; or why it could not be carried out. */
  readonly ends: string;
  readonly reason?: string;
}

export function carriedOut({ subject, composed }: Loaded, { carried = [] }: StepFile): readonly Carried[] {
  return carried.map((asked) => ({ asked, ...carryOut({ subject, composed }, asked) }));
}

function carryOut({ subject, composed }: Pick<Loaded, 'subject' | 'composed'>, asked: CarriedFile): Omit<Carried, 'asked'> {
  const protocol = protocols.find(({ name }) => name === asked.protocol);
  if (protocol === undefined) return { ends: `no protocol ${asked.protocol}; there are ${protocols.map(({ name }) => name).join(', ')}` };
  const backends = backendsOf(subject, composed);
  const named = migrationNamed(subject, backends, {
    source: asked.source,
    destination: asked.destination,
    ...(asked.on === undefined ? {} : { machineType: asked.on }),
    facts: {},
  });
  if (!named.ok) return { ends: named.message };
  const knowing = { mandatory: [], knows: [] };
  const trace = orchestrate(protocol, {
    ...named.migration.scenario,
    ...(asked.mandatory === undefined
      ? {}
      : { cookies: { source: { ...knowing, mandatory: [asked.mandatory] }, destination: { ...knowing, mandatory: [asked.mandatory] } } }),
    ...(asked.deviation === undefined ? {} : { deviations: [asked.deviation] }),
  });
  const last = trace.reports.at(-1);
  return { ends: last?.outcome ?? 'unreported', ...(last?.reason === undefined ? {} : { reason: last.reason.code }) };
}

/** `libvirt-v3, qemu@1 → qemu@2, mandatory lockstate, cookie-not-enforced` */
export function carriedText({ protocol, source, destination, on, mandatory, deviation }: CarriedFile): string {
  const parts = [
    protocol,
    `${source} → ${destination}`,
    on,
    mandatory === undefined ? undefined : `with the mandatory feature ${mandatory}`,
    deviation,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

export function endText({ ends, reason }: { readonly ends: string; readonly reason?: string | undefined }): string {
  return reason === undefined ? ends : `${ends}, ${reason}`;
}
