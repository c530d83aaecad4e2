/** `migspec new`: its commands, one for each thing that can be made. */
import { type Command, Option } from 'commander';

interface Common {
  readonly spec: string;
  readonly source?: string;
}

const types = ['bool', 'u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'enum', 'string', 'flags'] as const;

export function addNew(program: Command, finish: (code: number) => void): void {
  const parent = program
    .command('new')
    .description('put the text of a new thing into the spec: model, param, version, section, build, machine')
    .addHelpText(
      'after',
      '\nExamples:\n  $ migspec new model example.org/nic --spec my/spec\n  $ migspec new param example.org/nic queues --type u16 --spec my/spec\n  $ migspec new build acme@1 --spec my/spec',
    );
  const command = (usage: string, description: string, example: string): Command =>
    parent
      .command(usage)
      .description(description)
      .option('--spec <dir>', 'folder of the spec; made when it is not there', 'spec')
      .option('--source <text>', 'where it is known from: a data sheet, a commit, a capture')
      .addHelpText('after', `\nExample:\n  $ migspec new ${example}`);
  const run = async (request: import('@migspec/generator/scaffold').ScaffoldRequest, options: Common): Promise<void> =>
    finish((await import('./commands/new.js')).newThing(request, options));

  command('model <name>', 'a model with one section', "model example.org/nic --title 'A network card'")
    .option('--title <text>', 'what it is, in one line')
    .action((name: string, options: Common & { title?: string }) =>
      run({ what: 'model', of: { name, ...(options.title === undefined ? {} : { title: options.title }) } }, options),
    );

  const revision = ['--revision <name>', 'the revision that brings it; needed once builds know the model'] as const;
  command(
    'param <model> <name>',
    'a param that changes nothing until it is set, with an observable',
    'param example.org/nic queues --type u16',
  )
    .addOption(new Option('--type <type>', 'of its values').choices(types).default('bool'))
    .option('--values <names>', 'of an enum or of flags, with commas between', '')
    .option('--state-only', 'no guest sees it', false)
    .option(...revision)
    .action(
      (
        model: string,
        name: string,
        options: Common & { type: (typeof types)[number]; values: string; stateOnly: boolean; revision?: string },
      ) => {
        const values = options.values === '' ? [] : options.values.split(',');
        const since = options.revision === undefined ? {} : { revision: options.revision };
        return run({ what: 'param', of: { model, name, type: options.type, values, stateOnly: options.stateOnly, ...since } }, options);
      },
    );

  command('version <model> <name> [values...]', 'a version: PARAM=VALUE for each that is not off', 'version example.org/nic 2 queues=4')
    .option('--based-on <version>', 'the version that it differs from')
    .action((model: string, name: string, assignments: string[], options: Common & { basedOn?: string }) =>
      run(
        { what: 'version', of: { model, name, assignments, ...(options.basedOn === undefined ? {} : { basedOn: options.basedOn }) } },
        options,
      ),
    );

  command('section <model> <name>', 'a section with one field', 'section example.org/nic nic-statistics')
    .option(...revision)
    .action((model: string, name: string, options: Common & { revision?: string }) =>
      run({ what: 'section', of: { model, name, ...(options.revision === undefined ? {} : { revision: options.revision }) } }, options),
    );

  command('build <build>', 'IMPLEMENTATION@BUILD, with the newest revision of its models', 'build acme@1')
    .option('--model <model...>', 'that it knows; default: those of the build before, or all')
    .addOption(new Option('--framing <framing>', 'of a new implementation; default: native').choices(['native', 'qemu']))
    .addOption(new Option('--destination <way>', 'of a new implementation; default: configured').choices(['configured', 'started']))
    .action(
      (build: string, options: Common & { model?: string[]; framing?: 'native' | 'qemu'; destination?: 'configured' | 'started' }) => {
        const { framing, destination } = options;
        const facts = { ...(framing === undefined ? {} : { framing }), ...(destination === undefined ? {} : { destination }) };
        return run({ what: 'build', of: { build, models: options.model ?? [], ...facts } }, options);
      },
    );

  command('machine <family> <type>', 'the newest machine type of a family', 'machine pc pc-1 --implementation acme')
    .option('--implementation <name>', 'that has it; default: that of the family, or the only one')
    .action((family: string, type: string, options: Common & { implementation?: string }) => {
      const { implementation } = options;
      return run({ what: 'machine', of: { family, type, ...(implementation === undefined ? {} : { implementation }) } }, options);
    });
}
