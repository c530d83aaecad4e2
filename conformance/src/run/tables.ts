/** Documents and device classes come from one spec by two ways: what a build starts with must be the same by both. */
import { createConfiguration, startMachine } from '@migspec/compat';
import { type Facts, formatParamValue } from '@migspec/runtime';
import type { Finding } from '../result.js';
import { address, type Group, reachedBy } from './group.js';
import type { Origin } from './origin.js';
import type { BuildSubject } from './subject.js';

/** What the documents say that the source starts with, against what it started with. */
export function startDifference(origin: Origin): Finding | undefined {
  const { group, source, facts, start, instance } = origin;
  const said = configurationSaid(group, source, facts, start.label, start.values);
  const have = shown(instance.device.configuration);
  if (said === have) return undefined;
  const message = `${source.id} ${group.model} on ${group.on}, ${start.label}: the device has ${have}, the document says ${said}`;
  return { kind: 'tables-differ', message, selector: `model:${group.model} on:${group.on} config:${start.label}` };
}

/** A build that cannot start the machine must not be able to by its document either. */
export function refusalDifference(group: Group, build: BuildSubject, facts: Facts): Finding | undefined {
  if (group.starts(build, facts).length > 0) return undefined;
  const said = configurationSaid(group, build, facts, 'defaults', {});
  if (said.startsWith('refused')) return undefined;
  const message = `${build.id} cannot start ${group.model} on ${group.on}, and its document says it starts with ${said}`;
  return { kind: 'source-cannot-start', message, selector: `model:${group.model} on:${group.on}` };
}

function configurationSaid(group: Group, build: BuildSubject, facts: Facts, label: string, values: Origin['start']['values']): string {
  const model = build.model(group.model);
  if (model === undefined) return 'refused MODEL_UNKNOWN';
  if (!group.started) {
    const made = createConfiguration(group.model, model, label === 'defaults' ? '' : label, { machine: facts, host: build.host.hostFacts });
    return made.ok ? shown(made.value) : `refused ${made.problems[0]?.code}`;
  }
  const devices = [{ address, instance: 0, ...reachedBy(group), configuration: values }];
  const made = startMachine(build.document, { type: group.machineType, facts, hostFacts: build.host.hostFacts, devices });
  return made.ok ? shown(made.value.devices[0]?.configuration ?? {}) : `refused ${made.problems[0]?.code}`;
}

function shown(configuration: Origin['start']['configuration']): string {
  const pairs = Object.entries(configuration).map(([name, value]) => `${name}=${formatParamValue(value)}`);
  return `${pairs.sort().join(',')};`;
}
