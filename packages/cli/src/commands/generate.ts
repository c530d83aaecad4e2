import { type GenerateMemory, type GenerateResult, generate, generateMemory, OutputRefused } from '@migspec/generator';
import { exitCodes, UsageError } from '../exit.js';
import { findingsText } from '../findings.js';
import { specFolder } from '../folders.js';
import { diagnosticFindings, fromHere } from '../formats/diagnostics.js';
import { type Finding, wholeFile } from '../formats/finding.js';
import { type Format, print } from '../formats/format.js';
import { watching } from '../watch.js';

interface GenerateCommand {
  readonly spec: string;
  readonly out: string;
  readonly package: string;
  readonly docs?: string;
  readonly check: boolean;
  readonly format: Format;
  readonly watch: boolean;
}

/** Exit 1: the spec has errors, or with `--check` something would change. */
export async function generateCommand(options: GenerateCommand): Promise<number> {
  if (!/^(@[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)?|[a-z0-9][a-z0-9._-]*)$/.test(options.package)) {
    throw new UsageError(`--package ${JSON.stringify(options.package)}: not a package name; use a scope (@acme) or a name (acme)`);
  }
  if (!options.watch) return once(options);
  const memory = generateMemory();
  return watching(specFolder(options.spec), async () => {
    await once(options, memory);
  });
}

async function once(options: GenerateCommand, memory?: GenerateMemory): Promise<number> {
  const result = await run(options, memory);
  const stale = options.check ? staleFiles(result) : [];
  if (options.format !== 'text') {
    const findings = [...diagnosticFindings(result.diagnostics, result.sources, options.spec), ...stale];
    process.stdout.write(print({ command: 'generate', findings }, options.format));
  } else if (result.diagnostics.length > 0) process.stderr.write(findingsText(result.diagnostics, result.sources));
  if (result.trees.length === 0) return exitCodes.findings;
  // A watch says what it wrote and leaves out what it did not.
  for (const tree of result.trees)
    if (memory === undefined || changesOf(tree).length > 0) process.stderr.write(treeText(tree, options.check));
  if (stale.length === 0) return exitCodes.ok;
  process.stderr.write('run `migspec generate` and commit what it writes\n');
  return exitCodes.findings;
}

type Tree = GenerateResult['trees'][number];

function changesOf({ report }: Tree): readonly string[] {
  return [
    ...report.added.map((path) => `+ ${path}`),
    ...report.changed.map((path) => `~ ${path}`),
    ...report.removed.map((path) => `- ${path}`),
  ];
}

function treeText(tree: Tree, check: boolean): string {
  const changes = changesOf(tree);
  const state = changes.length === 0 ? 'up to date' : `${changes.length} ${check ? 'would change' : 'changed'}`;
  const lines = [`${tree.root}: ${tree.files} files, ${state}`, ...changes.slice(0, 20).map((change) => `  ${change}`)];
  if (changes.length > 20) lines.push(`  and ${changes.length - 20} more`);
  return `${lines.join('\n')}\n`;
}

function staleFiles({ trees }: GenerateResult): readonly Finding[] {
  return trees.flatMap((tree) =>
    changesOf(tree).map((change): Finding => {
      const file = fromHere(change.slice(2), tree.root);
      const message = `${file} is not what the spec gives`;
      const help = 'run `migspec generate` and commit what it writes';
      return { id: 'GENERATED_STALE', severity: 'error', message, place: wholeFile(file), related: [], help };
    }),
  );
}

async function run(options: GenerateCommand, memory: GenerateMemory | undefined): Promise<GenerateResult> {
  const specDir = specFolder(options.spec);
  try {
    const { out, package: packageName, docs, check } = options;
    const known = { ...(memory === undefined ? {} : { memory }), ...(docs === undefined ? {} : { docs }) };
    return await generate({ specDir, out, packageName, check, ...known });
  } catch (error) {
    if (error instanceof OutputRefused) throw new UsageError(`output refused: ${error.message}`);
    throw error;
  }
}
