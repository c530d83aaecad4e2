/**
 * `migspec`: data on stdout, messages on stderr. Each command loads what it needs and nothing else, so that help and
 * `explain` stay quick.
 */
import { Command, CommanderError, Option } from 'commander';
import { addBreaking } from './breaking.js';
import { addCapabilities } from './capabilities.js';
import type { CompatOptions } from './commands/compat-request.js';
import type { ConformOptions } from './commands/conform.js';
import type { TesteeCommandOptions } from './commands/conform-testee.js';
import type { OrchestrateOptions } from './commands/orchestrate.js';
import { addNegotiate, addPlan } from './decide.js';
import { exitCodes, UsageError } from './exit.js';
import { type Format, formatOption } from './formats/format.js';
import { addNew } from './new.js';
import { printable } from './printable.js';

interface ConformCommand extends ConformOptions, Omit<TesteeCommandOptions, 'testee'> {
  readonly testee?: string;
}

const watch = 'again whenever a file of the spec changes, until Ctrl+C';
const ownSpec = 'a spec of your own; default: the models that this program came with';

const program = new Command('migspec')
  .version('0.0.0')
  .description('Describe devices, their versions and their migration state once; know before you migrate whether it will work.')
  .exitOverride()
  .showHelpAfterError('(migspec --help shows the commands)')
  .configureHelp({ sortSubcommands: false })
  .addHelpText(
    'after',
    `
Exit codes: 0 ok or yes · 1 findings · 2 usage · 3 no or depends · 70 internal error · 74 input or output

Examples:
  $ migspec lint                                   judge the spec in ./spec
  $ migspec generate --check                       is the generated code up to date?
  $ migspec compat qemu@5.2.0 qemu@5.1.0 --machine pc-i440fx-5.1
  $ migspec conform --report report                run the whole matrix
  $ migspec inspect stream.bin --json              what is in a migration stream`,
  );

program
  .command('lint')
  .description('judge the spec: every finding with its place, its cause and what to do')
  .option('--spec <dir>', 'folder of the spec', 'spec')
  .addOption(formatOption())
  .option('--watch', watch, false)
  .addHelpText(
    'after',
    '\nExamples:\n  $ migspec lint\n  $ migspec lint --watch\n  $ migspec lint --spec ../my-devices/spec --format sarif',
  )
  .action(async (options: { spec: string; format: Format; watch: boolean }) =>
    finish(await (await import('./commands/lint.js')).lint(options)),
  );

addNew(program, finish);

program
  .command('fmt')
  .description('put the files of the spec into canonical form: order of keys, quotes, indentation, modeline')
  .argument('[files...]', 'files of the spec; default: all')
  .option('--spec <dir>', 'folder of the spec', 'spec')
  .option('--check', 'write nothing; exit 1 when something would change', false)
  .addOption(formatOption())
  .addHelpText('after', '\nExamples:\n  $ migspec fmt\n  $ migspec fmt --check\n  $ migspec fmt spec/models/example.org/nic.yaml')
  .action(async (files: string[], options: { spec: string; check: boolean; format: Format }) =>
    finish((await import('./commands/fmt.js')).fmt(files, options)),
  );

program
  .command('show')
  .description('what the builds know of a model, expanded: params, versions, observables, layouts, machine types')
  .argument('<model>', 'its name, its path, or the end of its name')
  .option('--build <build>', 'one build alone (qemu@5.2.0), with every struct of the layouts opened')
  .addOption(new Option('--as <form>', 'how it is printed').choices(['table', 'json']).default('table'))
  .option('--spec <dir>', ownSpec)
  .addHelpText(
    'after',
    '\nExamples:\n  $ migspec show virtio-blk\n  $ migspec show virtio-blk --build qemu@5.2.0\n  $ migspec show nic --spec my/spec --as json',
  )
  .action(async (model: string, options: { build?: string; as: 'table' | 'json'; spec?: string }) =>
    finish(await (await import('./commands/show.js')).show(model, options)),
  );

program
  .command('generate')
  .description('compile the spec into device classes, codecs and capability documents')
  .option('--spec <dir>', 'folder of the spec', 'spec')
  .option('--out <dir>', 'where the packages go: DIR/devices and DIR/capabilities', 'packages')
  .option('--package <name>', 'package names: a scope (@acme gives @acme/devices) or a prefix (acme gives acme-devices)', '@migspec')
  .option('--docs <dir>', 'also a reference page for each model: DIR/models')
  .option('--check', 'write nothing; exit 1 when something would change', false)
  .addOption(formatOption())
  .option('--watch', watch, false)
  .addHelpText(
    'after',
    '\nExamples:\n  $ migspec generate\n  $ migspec generate --watch\n  $ migspec generate --check\n  $ migspec generate --spec my/spec --out my/packages --package @acme --docs my/docs',
  )
  .action(async (options: { spec: string; out: string; package: string; docs?: string; check: boolean; format: Format; watch: boolean }) =>
    finish(await (await import('./commands/generate.js')).generateCommand(options)),
  );

addCapabilities(program, finish);

addBreaking(program, finish);

program
  .command('history')
  .description('breakages that happened: what is found from the text of each, and what the emulator does, held against its case.yaml')
  .argument('[case]', 'the number of a case, or a part of its name: 7, wrong-row; default: all')
  .option('--spec <dir>', 'folder of the spec that holds history/', 'spec')
  .option('--docs <dir>', 'write a page for each case, and with all of them an index')
  .addOption(formatOption())
  .addHelpText('after', '\nExamples:\n  $ migspec history\n  $ migspec history 7\n  $ migspec history --docs docs/history')
  .action(async (wanted: string | undefined, options: { spec: string; docs?: string; format: Format }) =>
    finish(await (await import('./commands/history.js')).history(wanted, options)),
  );

program
  .command('compat')
  .description('will this migration work? Both ways, with every reason')
  .argument('<source>', 'build id (qemu@5.2.0) or path of a capability document in any form')
  .argument('<destination>', 'build id or path of a capability document in any form')
  .option('--machine <type>', 'machine type of both ends')
  .option('--device <device...>', "MODEL or CLASS, then overrides: 'MODEL,version=2,rx-table-size=48'")
  .option('--fact <fact...>', 'machine fact: cpus=4')
  .option('--host <fact...>', 'host fact of both ends, or of one: net-peer=tap, source.net-peer=tap')
  .option('--vm <file>', 'instead of --machine, --device and --fact: a machine file, YAML or JSON')
  .option('--state <file>', 'a saved stream: the answer is then definite')
  .option('--explain [word]', 'where in the spec each reason comes from; of one param, section, field or observable alone')
  .option('--documents <dir>', 'where build ids are looked up')
  .option('--spec <dir>', ownSpec)
  .option('--json', 'the verdicts as JSON', false)
  .addOption(new Option('--as <form>', 'the verdict of the way asked for, as NVML says it: two masks').choices(['nvml']))
  .addHelpText(
    'after',
    `
Examples:
  $ migspec compat thread-2020@3 thread-2020@2 --device 'https://example.org/devices/e1000e,version=2'
  $ migspec compat qemu@5.2.0 qemu@5.1.0 --machine pc-i440fx-5.1 --device virtio-blk-pci --fact cpus=4
  $ migspec compat qemu@5.2.0 qemu@5.1.0 --vm web.yaml --explain num-queues
  $ migspec compat old.json new.json --json`,
  )
  .action(async (source: string, destination: string, options: CompatOptions) =>
    finish(await (await import('./commands/compat.js')).compat(source, destination, options)),
  );

addNegotiate(program, finish);
addPlan(program, finish);

program
  .command('conform')
  .description('drive every source × destination pair through the emulator and hold it against the documents')
  .option('--spec <dir>', ownSpec)
  .option('--only <selector>', 'one model, pair, configuration or cell: what a finding printed')
  .option('--report <dir>', 'write index.html and summary.json there')
  .option('--docs <dir>', 'write a page of matrices for each model: DIR/matrices')
  .option('--summary', 'the figures and findings, without the counts of predicates', false)
  .option('--json', 'the whole result as JSON', false)
  .addOption(formatOption())
  .option('--watch', watch, false)
  .option('--testee <command>', 'instead: hold a codec of yours against the golden vectors, over a pipe')
  .option('--codec <text>', 'with --testee: only codecs whose MODEL|BUILD|SECTION has this in it')
  .option('--mutate <n>', 'with --testee: after the vectors, so many inputs made out of them')
  .option('--seed <n>', 'with --mutate: the same seed makes the same inputs', '1')
  .option('--timeout <seconds>', 'with --testee: how long one answer may take', '10')
  .addHelpText(
    'after',
    `
Examples:
  $ migspec conform
  $ migspec conform --report report
  $ migspec conform --only 'model:https://example.org/devices/e1000e'
  $ migspec conform --testee 'python3 my_codec.py'`,
  )
  .action(async ({ testee, ...options }: ConformCommand) =>
    finish(
      testee === undefined
        ? await (await import('./commands/conform.js')).conform(options)
        : await (await import('./commands/conform-testee.js')).conformTestee({ ...options, testee }),
    ),
  );

program
  .command('orchestrate')
  .description('carry a migration out as a manager does, step by step, and let something go wrong')
  .argument('[source]', 'build id (qemu@5.2.0); without builds: every protocol, every fault')
  .argument('[destination]', 'build id')
  .option('--protocol <name>', 'qemu, libvirt-v2, libvirt-v3, file, vfio, vhost-user or vhost-user-pinned', 'libvirt-v3')
  .option('--machine <type>', 'machine type of both ends')
  .option('--device <device>', "MODEL or the end of its name, then overrides: 'e1000e,version=2'; default: the first that both have")
  .option('--fact <fact...>', 'machine fact: cpus=4')
  .option('--situation <name>', 'the guest is in it and stays; default: it goes on while its memory is copied')
  .option('--ask', 'the check is asked first, where the protocol has a place for it', false)
  .option('--fault <fault>', "what goes wrong at which step: 'lost@12 manager'")
  .option('--faults', 'list every fault that this run can have', false)
  .option('--mandatory <feature>', 'a feature that both cookies demand and neither side knows')
  .addOption(
    new Option('--deviation <what>', 'what is found, printed and not enforced').choices(['cookie-not-enforced', 'match-not-enforced']),
  )
  .option('--spec <dir>', ownSpec)
  .option('--json', 'the trace as JSON', false)
  .addHelpText(
    'after',
    `
Examples:
  $ migspec orchestrate thread-2020@3 thread-2020@2 --device 'e1000e,version=3'
  $ migspec orchestrate qemu@5.2.0 qemu@5.1.0 --machine pc-i440fx-5.1 --device virtio-blk --protocol vfio --ask
  $ migspec orchestrate qemu@5.2.0 qemu@5.1.0 --machine pc-i440fx-5.1 --device virtio-blk --fault 'lost@22 manager'
  $ migspec orchestrate`,
  )
  .action(async (source: string | undefined, destination: string | undefined, options: OrchestrateOptions) =>
    finish(await (await import('./commands/orchestrate.js')).orchestrateCommand(source, destination, options)),
  );

program
  .command('inspect')
  .description('show the records, sections and fields of a migration stream')
  .argument('<stream>', 'file; .gz is read too')
  .option('--spec <dir>', ownSpec)
  .option('--json', 'as JSON', false)
  .option('--hex', 'annotated hex', false)
  .addHelpText('after', '\nExamples:\n  $ migspec inspect guest.bin\n  $ migspec inspect guest.bin.gz --json')
  .action(async (stream: string, options: { spec?: string; json: boolean; hex: boolean }) =>
    finish(await (await import('./commands/inspect.js')).inspect(stream, options)),
  );

program
  .command('recode')
  .description('read a stream through the generated codecs and write it again; identical bytes prove the codecs')
  .argument('<stream>', 'file; .gz is read too')
  .argument('<out>', 'the file to write')
  .option('--spec <dir>', ownSpec)
  .addHelpText('after', '\nExample:\n  $ migspec recode guest.bin again.bin && cmp guest.bin again.bin')
  .action(async (stream: string, out: string, options: { spec?: string }) =>
    finish(await (await import('./commands/recode.js')).recode(stream, out, options)),
  );

program
  .command('explain')
  .description('what a code means, with a bad and a good example')
  .argument('<code>', 'MS4012 or PARAM_UNKNOWN')
  .addHelpText('after', '\nExamples:\n  $ migspec explain MS1010\n  $ migspec explain PARAM_VALUE_REFUSED')
  .action(async (code: string) => finish(await (await import('./commands/explain.js')).explain(code)));

program
  .command('completion')
  .description('print a script that completes commands and options in a shell')
  .argument('<shell>', 'bash, zsh or fish')
  .addHelpText(
    'after',
    '\nExamples:\n  $ migspec completion bash >> ~/.bashrc\n  $ migspec completion fish > ~/.config/fish/completions/migspec.fish',
  )
  .action(async (shell: string) => finish((await import('./commands/completion.js')).completion(shell, program)));

function finish(code: number): void {
  process.exitCode = code;
}

const systemMessages: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'is a folder, a file is needed',
  ENOTDIR: 'a part of the path is not a folder',
  ENOSPC: 'no space left on the device',
};

/** Whoever reads our output may stop reading (`migspec inspect x | head`): that is no error of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? exitCodes.ok);
  throw error;
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UsageError) {
    // A message repeats what was typed, and a terminal would act on some of that.
    process.stderr.write(`migspec: ${error.message.split('\n').map(printable).join('\n')}\n`);
    return exitCodes.usage;
  }
  if (error instanceof Error && error.name === 'SpecRefused') {
    process.stderr.write(error.message);
    return exitCodes.findings;
  }
  if (isSystemError(error)) {
    process.stderr.write(
      `migspec: ${error.path ?? ''}${error.path === undefined ? '' : ': '}${systemMessages[error.code ?? ''] ?? error.message}\n`,
    );
    return exitCodes.io;
  }
  process.stderr.write(
    `migspec: internal error, please report it with the command that caused it\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return exitCodes.internal;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
