/** The command `capabilities`, as the command line declares it. */
import type { Command } from 'commander';
import type { CapabilitiesOptions } from './commands/capabilities.js';

export function addCapabilities(program: Command, finish: (code: number) => void): void {
  program
    .command('capabilities')
    .description('what a build can do, without starting it: its capability document')
    .argument('<build>', 'build id (qemu@5.2.0) or path of a document')
    .option('--host <file>', 'facts of a host, as a JSON object: ranges are narrowed and defaults worked out by them')
    .option('--epoch <text>', 'when the facts were read, in the word of the host: a boot id')
    .option('--cached <file>', 'instead: may this copy still be used? Exit 3 when not, with every reason')
    .option('--documents <dir>', 'where build ids are looked up')
    .option('--spec <dir>', 'a spec of your own; default: the models that this program came with')
    .addHelpText(
      'after',
      `
Examples:
  $ migspec capabilities qemu@5.2.0
  $ migspec capabilities kvm-2025@8.2 --host facts.json --epoch "$(cat /proc/sys/kernel/random/boot_id)"
  $ migspec capabilities kvm-2025@8.2 --host facts.json --cached copy.json`,
    )
    .action(async (build: string, options: CapabilitiesOptions) =>
      finish(await (await import('./commands/capabilities.js')).capabilities(build, options)),
    );
}
