import { readFileSync } from 'node:fs';
import { type Found, findBuild, findModel, type SpecIR, sheetOf, sheetText } from '@migspec/generator/show';
import { exitCodes, UsageError } from '../exit.js';
import { specFolder } from '../folders.js';
import { SpecRefused } from '../packages.js';
import { printable, printableJson } from '../printable.js';

interface ShowOptions {
  readonly build?: string;
  readonly as: 'table' | 'json';
  readonly spec?: string;
}

/** Everything that builds know of a model, or one build alone, with no revision, base version or shorthand left. */
export async function show(model: string, options: ShowOptions): Promise<number> {
  const spec = options.spec === undefined ? ownSpec() : await compiled(options.spec);
  const id = found(findModel(spec, model));
  const build = options.build === undefined ? undefined : found(findBuild(spec, id, options.build));
  const sheet = sheetOf(spec, id, build);
  const text =
    options.as === 'json' ? printableJson(`${JSON.stringify(sheet, undefined, 2)}\n`) : lines(sheetText(sheet, build !== undefined));
  process.stdout.write(text);
  return exitCodes.ok;
}

function found(result: Found): string {
  if ('problem' in result) throw new UsageError(result.problem);
  return result.id;
}

function lines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

async function compiled(folder: string): Promise<SpecIR> {
  const { compileSpec } = await import('@migspec/generator/lint');
  const { spec, diagnostics, sources } = compileSpec({ specDir: specFolder(folder) });
  if (spec === undefined) throw new SpecRefused(diagnostics, sources);
  return spec;
}

/** That of the generated package this program came with. */
function ownSpec(): SpecIR {
  const path = new URL('../ir.json', import.meta.resolve('@migspec/capabilities'));
  const { spec } = JSON.parse(readFileSync(path, 'utf8')) as { readonly spec: SpecIR };
  return spec;
}
