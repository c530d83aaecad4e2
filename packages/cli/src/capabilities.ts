/** The command `capabilities`, as the command line declares it. */
import type { Command } from 'commander';
import type { CapabilitiesOptions } from './commands/capabilities.js';

export function addCapabilities(program: Command, finish: (code: number) => void): void {
  program
    .command('capabilities')
    .description('what a build can do, without starting it: its capability document, in this form or another')
    .argument('[build]', 'build id (qemu@5.2.0), or path of a document in any form')
    .option('--host <file>', 'facts of a host, as a JSON object: ranges are narrowed and defaults worked out by them')
    .option('--epoch <text>', 'when the facts were read, in the word of the host: a boot id')
    .option('--cached <file>', 'instead: may this copy still be used? Exit 3 when not, with every reason')
    .option('--as <form>', 'the form to print: --forms lists them; default: the native document')
    .option('--from <form>', 'the form that the file is in; default: the one that it looks like')
    .option('--model <id>', 'the model of a form that has room for one, or that names none')
    .option('--type <type>', 'what kind of vhost-user backend it is (net, gpu …)')
    .option('--out <dir>', 'write files there; a form that is a tree of files needs it')
    .option('--forms', 'instead: all forms, and what each of them loses', false)
    .option('--documents <dir>', 'where build ids are looked up')
    .option('--spec <dir>', 'a spec of your own; default: the models that this program came with')
    .addHelpText(
      'after',
      `
Examples:
  $ migspec capabilities qemu@5.2.0
  $ migspec capabilities kvm-2025@8.2 --host facts.json --epoch "$(cat /proc/sys/kernel/random/boot_id)"
  $ migspec capabilities kvm-2025@8.2 --host facts.json --cached copy.json
  $ migspec capabilities thread-2020@3 --as info-v3
  $ migspec capabilities --from info-v3 migration-info.json
  $ migspec capabilities --forms`,
    )
    .action(async (build: string | undefined, options: CapabilitiesOptions) =>
      finish(await (await import('./commands/capabilities.js')).capabilities(build, options)),
    );
}
