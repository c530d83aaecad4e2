import { generate, OutputRefused } from '@migspec/generator';
import { exitCodes, UsageError } from '../exit.js';
import { findingsText } from '../findings.js';
import { specFolder } from '../folders.js';

interface GenerateCommand {
  readonly spec: string;
  readonly out: string;
  readonly package: string;
  readonly check: boolean;
}

/** Exit 1: the spec has errors, or with `--check` something would change. */
export async function generateCommand(options: GenerateCommand): Promise<number> {
  if (!/^(@[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)?|[a-z0-9][a-z0-9._-]*)$/.test(options.package)) {
    throw new UsageError(`--package ${JSON.stringify(options.package)}: not a package name; use a scope (@acme) or a name (acme)`);
  }
  const result = await run(options);
  if (result.diagnostics.length > 0) process.stderr.write(findingsText(result.diagnostics, result.sources));
  if (result.trees.length === 0) return exitCodes.findings;
  let differing = 0;
  for (const { root, files, report } of result.trees) {
    const changes = [
      ...report.added.map((path) => `+ ${path}`),
      ...report.changed.map((path) => `~ ${path}`),
      ...report.removed.map((path) => `- ${path}`),
    ];
    differing += changes.length;
    process.stderr.write(
      `${root}: ${files} files, ${changes.length === 0 ? 'up to date' : `${changes.length} ${options.check ? 'would change' : 'changed'}`}\n`,
    );
    for (const change of changes.slice(0, 20)) process.stderr.write(`  ${change}\n`);
    if (changes.length > 20) process.stderr.write(`  and ${changes.length - 20} more\n`);
  }
  if (!options.check || differing === 0) return exitCodes.ok;
  process.stderr.write('run `migspec generate` and commit what it writes\n');
  return exitCodes.findings;
}

async function run(options: GenerateCommand): ReturnType<typeof generate> {
  try {
    return await generate({ specDir: specFolder(options.spec), out: options.out, packageName: options.package, check: options.check });
  } catch (error) {
    if (error instanceof OutputRefused) throw new UsageError(`output refused: ${error.message}`);
    throw error;
  }
}
