import type { CapabilityDocument } from '@migspec/capabilities';
import { type ListUpgrade, type ModelNegotiation, type Negotiation, negotiateModels } from '@migspec/compat';
import { formatParamValue } from '@migspec/runtime';
import { findDocument } from '../documents.js';
import { exitCodes, UsageError } from '../exit.js';
import { jsonText } from '../json.js';
import { packagesOf } from '../packages.js';

export interface NegotiateOptions {
  readonly model?: string;
  readonly documents?: string;
  readonly spec?: string;
  readonly json: boolean;
}

/** What `negotiate --json` prints. */
export interface NegotiateAnswer {
  readonly source: string;
  readonly destination: string;
  readonly models: readonly ModelNegotiation[];
}

/** Exit 0: every list has something in common; 3: one has not. */
export async function negotiateCommand(source: string, destination: string, options: NegotiateOptions): Promise<number> {
  const other = await packagesOf(options.spec);
  const here = findDocument(source, options.documents, other?.documents);
  const there = findDocument(destination, options.documents, other?.documents);
  const only = options.model === undefined ? undefined : modelIn(here, options.model);
  const models = negotiateModels({ document: here }, { document: there }, only);
  if (models.length === 0)
    throw new UsageError(`${here.build} and ${there.build} have no model in common${only === undefined ? '' : `: ${only}`}`);
  const answer: NegotiateAnswer = { source: here.build, destination: there.build, models };
  process.stdout.write(options.json ? jsonText(answer) : text(answer));
  const lists = models.flatMap(({ versions, states }) => [versions, states]).filter((list) => list !== undefined);
  return lists.every(({ chosen }) => chosen !== undefined) ? exitCodes.ok : exitCodes.notYes;
}

function modelIn(document: CapabilityDocument, wanted: string): string {
  const found = Object.keys(document.models).filter((id) => id === wanted || id.endsWith(`/${wanted}`));
  const [model] = found;
  if (found.length === 1 && model !== undefined) return model;
  const why = found.length === 0 ? 'no such model' : 'several models end like this';
  throw new UsageError(`--model ${wanted}: ${why}; ${document.build} has ${Object.keys(document.models).join(', ')}`);
}

function text({ source, destination, models }: NegotiateAnswer): string {
  const lines = [`${source} → ${destination}`];
  for (const { model, versions, redefined, states, start } of models) {
    lines.push(`  ${model}`);
    if (versions === undefined && states === undefined) lines.push('    lists nothing to choose from');
    if (versions !== undefined) lines.push(...listLines('version', versions, source, destination));
    if (redefined.length > 0) lines.push(`    ${redefined.join(', ')}: the same name with another meaning at ${destination}`);
    if (states !== undefined) lines.push(...listLines('state version', states, source, destination));
    for (const { param, value, instead } of start?.given ?? [])
      lines.push(
        `    ${param}=${formatParamValue(value)} from the start${instead === undefined ? '' : `, instead of ${formatParamValue(instead)}`}: the state version cannot carry it`,
      );
  }
  return `${lines.join('\n')}\n`;
}

function listLines(
  what: string,
  { source: have, destination: want, chosen, upgrades }: Negotiation,
  source: string,
  destination: string,
): string[] {
  const sides: Readonly<Record<ListUpgrade['side'], string>> = { source, destination };
  const helps = upgrades.map(
    ({ side, adds }) => `    ${chosen === undefined ? 'would help' : 'would be better'}: ${sides[side]} learns ${adds.join(' or ')}`,
  );
  return [`    ${what}: ${chosen ?? 'none in common'} ([${have.join(' ')}] → [${want.join(' ')}])`, ...helps];
}
