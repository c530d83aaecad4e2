import type { Command } from 'commander';
import { exitCodes, UsageError } from '../exit.js';

export const shells = ['bash', 'zsh', 'fish'] as const;

/** What can follow, out of the commands themselves: a command or option that is added completes at once. */
interface Words {
  readonly name: string;
  readonly description: string;
  readonly options: readonly {
    readonly flags: readonly string[];
    readonly description: string;
    readonly choices: readonly string[];
    readonly takes: boolean;
  }[];
  /** Commands of its own: what `new` makes. */
  readonly kinds: readonly Words[];
}

/** Prints a script that the shell reads at its start. */
export function completion(shell: string, program: Command): number {
  const commands = program.commands.map(words);
  const all = [...commands, { name: 'help', description: 'the help of a command', options: [], kinds: [] }];
  process.stdout.write(scriptFor(shell)(all));
  return exitCodes.ok;
}

function scriptFor(shell: string): (commands: readonly Words[]) => string {
  if (shell === 'bash') return bash;
  if (shell === 'zsh') return zsh;
  if (shell === 'fish') return fish;
  throw new UsageError(`${shell}: no such shell; ${shells.join(', ')}`);
}

function words(command: Command): Words {
  return {
    name: command.name(),
    description: command.description(),
    options: command.options.map((option) => ({
      flags: [option.short, option.long].filter((flag) => typeof flag === 'string'),
      description: option.description,
      choices: option.argChoices ?? [],
      takes: option.required || option.optional,
    })),
    kinds: command.commands.map(words),
  };
}

/** Commands as the bash script knows them by one word: `lint`, `new/model`. */
function leaves(commands: readonly Words[]): readonly Words[] {
  return commands.flatMap((command) =>
    command.kinds.length === 0 ? [command] : command.kinds.map((kind) => ({ ...kind, name: `${command.name}/${kind.name}` })),
  );
}

function names(commands: readonly Words[]): string {
  return commands.map(({ name }) => name).join(' ');
}

function bash(commands: readonly Words[]): string {
  const each = leaves(commands);
  const parents = commands
    .filter(({ kinds }) => kinds.length > 0)
    .map(
      ({ name, kinds }) =>
        `  if [ "$command" = ${name} ]; then
    if [ "$COMP_CWORD" -eq 2 ]; then COMPREPLY=($(compgen -W "${names(kinds)}" -- "$current")); return; fi
    command="${name}/\${COMP_WORDS[2]}"
  fi`,
    );
  const cases = each.flatMap(({ name, options }) => [
    ...options
      .filter(({ choices }) => choices.length > 0)
      .map(({ flags, choices }) => `    ${flags.map((flag) => `${name}:${flag}`).join('|')}) words="${choices.join(' ')}" ;;`),
  ]);
  const files = each.flatMap(({ name, options }) =>
    options.filter(({ takes, choices }) => takes && choices.length === 0).flatMap(({ flags }) => flags.map((flag) => `${name}:${flag}`)),
  );
  return `# migspec completion for bash: eval "$(migspec completion bash)"
_migspec() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names(commands)}" -- "$current"))
    return
  fi
${parents.join('\n')}
  case "$command:$previous" in
${cases.join('\n')}
    ${files.length === 0 ? 'none' : files.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); return; fi
  case "$command" in
${each.map(({ name, options }) => `    ${name}) words="${name === 'help' ? names(commands) : options.flatMap(({ flags }) => flags).join(' ')}" ;;`).join('\n')}
  esac
  if [[ "$current" == -* || "$command" == help ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _migspec migspec
`;
}

function zsh(commands: readonly Words[]): string {
  const described = commands.map(({ name, description }) => `    ${quote(`${name.replaceAll(':', '\\:')}:${description}`)}`);
  const argumentsOf = ({ options }: Words): string => {
    const lines = options.map(({ flags, description, choices, takes }) => {
      const action = !takes ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':file:_files';
      return flags.map((flag) => quote(`${flag}[${description.replaceAll(/[[\]:]/g, ' ')}]${action}`)).join(' ');
    });
    return `_arguments ${[...lines, "'*:file:_files'"].join(' ')} ;;`;
  };
  const cases = commands.map((command) => {
    const { name, kinds } = command;
    if (name === 'help') return `    help) compadd ${names(commands)} ;;`;
    if (kinds.length === 0) return `    ${name}) ${argumentsOf(command)}`;
    return `    ${name})
      if (( CURRENT == 2 )); then compadd ${names(kinds)}; return; fi
      shift words; (( CURRENT-- ))
      case "$words[1]" in
${kinds.map((kind) => `        ${kind.name}) ${argumentsOf(kind)}`).join('\n')}
      esac ;;`;
  });
  return `#compdef migspec
# migspec completion for zsh: eval "$(migspec completion zsh)"
_migspec() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command="$words[2]"
  shift words; (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _migspec migspec
`;
}

function fish(commands: readonly Words[]): string {
  const optionsOf = ({ options }: Words, seen: string): readonly string[] =>
    options.map(({ flags, description: what, choices, takes }) => {
      const long = flags.filter((flag) => flag.startsWith('--')).map((flag) => ` -l ${flag.slice(2)}`);
      const short = flags.filter((flag) => !flag.startsWith('--')).map((flag) => ` -s ${flag.slice(1)}`);
      const values = choices.length > 0 ? ` -x -a ${quote(choices.join(' '))}` : takes ? ' -r' : '';
      return `complete -c migspec -n ${quote(seen)}${long.join('')}${short.join('')}${values} -d ${quote(what)}`;
    });
  const lines = commands.flatMap((command) => {
    const { name, description, kinds } = command;
    const seen = `__fish_seen_subcommand_from ${name}`;
    return [
      `complete -c migspec -n __fish_use_subcommand -f -a ${name} -d ${quote(description)}`,
      ...optionsOf(command, seen),
      ...kinds.flatMap((kind) => [
        `complete -c migspec -n ${quote(`${seen}; and not __fish_seen_subcommand_from ${names(kinds)}`)} -f -a ${kind.name} -d ${quote(kind.description)}`,
        ...optionsOf(kind, `${seen}; and __fish_seen_subcommand_from ${kind.name}`),
      ]),
    ];
  });
  const help = `complete -c migspec -n '__fish_seen_subcommand_from help' -f -a ${quote(names(commands))}`;
  return `# migspec completion for fish: migspec completion fish | source\n${[...lines, help].join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
