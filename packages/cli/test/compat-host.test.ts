/** `compat --host`: what the answer depends on, told for both hosts or for one of them. */
import { expect, test } from 'vitest';
import { hostsOf } from '../src/commands/compat-request.js';
import { findDocument } from '../src/documents.js';
import { migspec } from './run.js';

const question = ['compat', 'kvm-2025@8.2', 'kvm-2025@8.2', '--device', 'linux-kvm.org/tap-nic'];
const told = ['link-speed=10000', 'pv-eoi=false', 'most-queue-pairs=256'];
const hosts = (...facts: readonly string[]) => facts.flatMap((fact) => ['--host', fact]);

test('a fact that is missing is asked for by name', () => {
  const { status, stdout, stderr } = migspec(...question);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('FACT_NOT_GIVEN');
  expect(stderr).toContain('--host NAME=VALUE tells a fact of the host: kernel-offloads, link-speed, most-queue-pairs, pv-eoi');
});

test('equal hosts: yes; a destination whose kernel has less: no; the other way: yes', () => {
  const equal = migspec(...question, ...hosts(...told, 'kernel-offloads=csum+tso'));
  expect([equal.status, equal.stderr]).toEqual([0, '']);
  const less = migspec(...question, ...hosts(...told, 'source.kernel-offloads=csum+tso+uso', 'destination.kernel-offloads=csum+tso'));
  expect([less.status, less.stderr]).toEqual([3, '']);
  expect(less.stdout).toContain('PARAM_VALUE_REFUSED');
  const more = migspec(...question, ...hosts(...told, 'source.kernel-offloads=csum', 'destination.kernel-offloads=csum+tso'));
  expect([more.status, more.stderr]).toEqual([0, '']);
});

test('a fact that only one host is told: it depends, and says on what', () => {
  const sourceOnly = migspec(...question, '--json', ...hosts(...told, 'source.kernel-offloads=csum'));
  expect(sourceOnly.status).toBe(3);
  expect(JSON.parse(sourceOnly.stdout)).toMatchObject({ verdict: { outcome: 'depends' } });
});

test('bits that are none, and a text that is no number', () => {
  expect(migspec(...question, ...hosts('kernel-offloads=csum,tso')).stderr).toContain('bits joined by +, or nothing (csum, tso, ufo, uso)');
  expect(migspec(...question, ...hosts('link-speed=fast')).stderr).toContain('no value of link-speed: int is expected');
});

test('what one host is told the other is not', () => {
  const document = findDocument('kvm-2025@8.2');
  expect(hostsOf(document, document, { host: ['source.kernel-offloads=csum', 'link-speed=1000'] })).toEqual({
    source: { 'kernel-offloads': 1, 'link-speed': 1000 },
    destination: { 'link-speed': 1000 },
  });
});
