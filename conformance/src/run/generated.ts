/** The subject that this workspace's own generated packages make. */
import { readFileSync } from 'node:fs';
import { builds, loadDocument } from '@migspec/capabilities';
import { machines, registry } from '@migspec/devices';
import { type Loaded, loadSubject, type SpecJson } from './load.js';

export async function loadGenerated(): Promise<Loaded> {
  const documents = builds.map(loadDocument).filter((document) => document !== undefined);
  const ir: SpecJson = JSON.parse(readFileSync(new URL('../ir.json', import.meta.resolve('@migspec/capabilities')), 'utf8'));
  return loadSubject(documents, { registry, machines }, ir);
}
