/** The commands `negotiate` and `plan`, as the command line declares them. */
import type { Command } from 'commander';
import type { NegotiateOptions } from './commands/negotiate.js';
import type { PlanOptions } from './commands/plan-input.js';

const ownSpec = 'a spec of your own; default: the models that this program came with';

export function addNegotiate(program: Command, finish: (code: number) => void): void {
  program
    .command('negotiate')
    .description('which version, and which version of the state, two builds have in common: the one that the source prefers')
    .argument('<source>', 'build id (i915@o) or path of a capability document')
    .argument('<destination>', 'build id or path of a capability document')
    .option('--model <model>', 'one model: its name, or the end of it')
    .option('--documents <dir>', 'where build ids are looked up')
    .option('--spec <dir>', ownSpec)
    .option('--json', 'as JSON', false)
    .addHelpText(
      'after',
      `
Examples:
  $ migspec negotiate i915@o i915@n-5.2
  $ migspec negotiate thread-2020@3 thread-2020@2 --model e1000e --json`,
    )
    .action(async (source: string, destination: string, options: NegotiateOptions) =>
      finish(await (await import('./commands/negotiate.js')).negotiateCommand(source, destination, options)),
    );
}

export function addPlan(program: Command, finish: (code: number) => void): void {
  program
    .command('plan')
    .description('where machines of a fleet can go, with what to start one, and whom an upgrade would strand')
    .argument('<fleet>', 'file of hosts (build and facts of each) and of machines on them; YAML or JSON')
    .option('--vm <file...>', 'machines beside those of the fleet file, each on the host of --from')
    .option('--from <host>', 'the host on which machines of --vm run or are to be started')
    .option('--to <host...>', 'only these destinations; default: every host')
    .option('--start', 'the best configuration to start the machines of --vm with, so that they can go to every destination', false)
    .option('--everywhere', 'with --start: also from each destination to each other one, and back', false)
    .option('--upgrade <old=new>', 'before an upgrade: the machines that it would strand; NEW is a build id or a document')
    .option('--reset', 'routes may have the guest reset on the way, once', false)
    .option('--state <file>', 'a saved stream of the one machine of --vm: what depends on its state is decided')
    .option('--explain', 'every reason, and where in the spec it comes from', false)
    .option('--documents <dir>', 'where build ids are looked up')
    .option('--spec <dir>', ownSpec)
    .option('--json', 'as JSON', false)
    .addHelpText(
      'after',
      `
Examples:
  $ migspec plan fleet.yaml
  $ migspec plan fleet.yaml --vm web.yaml --from host-a --start --everywhere
  $ migspec plan fleet.yaml --upgrade qemu@5.1.0=qemu@5.2.0 --json`,
    )
    .action(async (fleet: string, options: PlanOptions) => finish(await (await import('./commands/plan.js')).plan(fleet, options)));
}
