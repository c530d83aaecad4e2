/** The commands that hold two states of a spec against each other, and the one that freezes what is released. */
import { type Command, Option } from 'commander';
import type { BreakingOptions } from './commands/breaking.js';
import type { ReleaseOptions } from './commands/release.js';
import { formatOption } from './formats/format.js';

const states = `
A state is a folder, \`lock\` (what was released), or a git revision: HEAD~1, v1.2, v1.2:path/of/spec.
Default: the lock, or without one HEAD, against the spec.`;

const modes = ['identical', 'forward', 'backward', 'full', 'forward-transitive', 'backward-transitive', 'full-transitive'];

export function addBreaking(program: Command, finish: (code: number) => void): void {
  const compared = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .argument('[old]', 'the spec as it was')
      .argument('[new]', 'the spec as it is')
      .option('--spec <dir>', 'folder of the spec', 'spec')
      .addOption(new Option('--compatibility <mode>', 'of models that do not say one').choices(modes))
      .addOption(formatOption());
  compared('diff', 'all differences between two states of a spec, by build and model; what breaks is marked')
    .addHelpText(
      'after',
      `${states}\n\nExamples:\n  $ migspec diff\n  $ migspec diff HEAD~1\n  $ migspec diff v1.2:spec spec --format json`,
    )
    .action(async (older: string | undefined, newer: string | undefined, options: BreakingOptions) =>
      finish((await import('./commands/diff.js')).diff(older, newer, options)),
    );
  compared('breaking', 'what breaks migrations between two states of a spec: which change, which pairs of builds, what to do')
    .option(
      '--prove',
      'of folders and git revisions: drive the builds of both against each other, and hold what happens against what was found',
      false,
    )
    .addHelpText(
      'after',
      `${states}\n\nExamples:\n  $ migspec breaking\n  $ migspec breaking lock --compatibility full-transitive\n  $ migspec breaking origin/main --format github\n  $ migspec breaking old/spec new/spec --prove`,
    )
    .action(async (older: string | undefined, newer: string | undefined, options: BreakingOptions) =>
      finish(await (await import('./commands/breaking.js')).breaking(older, newer, options)),
    );
  program
    .command('release')
    .description('freeze builds: what each is goes into the lock of its implementation, and any later change is an error')
    .argument('[builds...]', 'builds in full: acme@2')
    .option('--all', 'every build of the spec', false)
    .option('--check', 'write nothing; exit 1 when a build is not locked or is another than it was', false)
    .option('--spec <dir>', 'folder of the spec', 'spec')
    .addHelpText('after', '\nExamples:\n  $ migspec release acme@2\n  $ migspec release --all\n  $ migspec release --all --check')
    .action(async (builds: string[], options: ReleaseOptions) => finish((await import('./commands/release.js')).release(builds, options)));
}
