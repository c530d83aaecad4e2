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
}

/** Prints a script that the shell reads at its start. */
export function completion(shell: string, program: Command): number {
  const commands = program.commands.map(words);
  const all = [...commands, { name: 'help', description: 'the help of a command', options: [] }];
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
  };
}

function bash(commands: readonly Words[]): string {
  const cases = commands.flatMap(({ name, options }) => [
    ...options
      .filter(({ choices }) => choices.length > 0)
      .map(({ flags, choices }) => `    ${flags.map((flag) => `${name}:${flag}`).join('|')}) words="${choices.join(' ')}" ;;`),
  ]);
  const files = commands.flatMap(({ name, options }) =>
    options.filter(({ takes, choices }) => takes && choices.length === 0).flatMap(({ flags }) => flags.map((flag) => `${name}:${flag}`)),
  );
  return `# migspec completion for bash: eval "$(migspec completion bash)"
_migspec() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$current"))
    return
  fi
  case "$command:$previous" in
${cases.join('\n')}
    ${files.length === 0 ? 'none' : files.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); return; fi
  case "$command" in
${commands.map(({ name, options }) => `    ${name}) words="${name === 'help' ? commands.map((each) => each.name).join(' ') : options.flatMap(({ flags }) => flags).join(' ')}" ;;`).join('\n')}
  esac
  if [[ "$current" == -* || "$command" == help ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _migspec migspec
`;
}

function zsh(commands: readonly Words[]): string {
  const described = commands.map(({ name, description }) => `    ${quote(`${name.replaceAll(':', '\\:')}:${description}`)}`);
  const cases = commands.map(({ name, options }) => {
    const lines = options.map(({ flags, description, choices, takes }) => {
      const action = !takes ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':file:_files';
      return flags.map((flag) => quote(`${flag}[${description.replaceAll(/[[\]:]/g, ' ')}]${action}`)).join(' ');
    });
    return `    ${name}) _arguments ${[...lines, "'*:file:_files'"].join(' ')} ;;`;
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
  const lines = commands.flatMap(({ name, description, options }) => [
    `complete -c migspec -n __fish_use_subcommand -f -a ${name} -d ${quote(description)}`,
    ...options.map(({ flags, description: what, choices, takes }) => {
      const long = flags.filter((flag) => flag.startsWith('--')).map((flag) => ` -l ${flag.slice(2)}`);
      const short = flags.filter((flag) => !flag.startsWith('--')).map((flag) => ` -s ${flag.slice(1)}`);
      const values = choices.length > 0 ? ` -x -a ${quote(choices.join(' '))}` : takes ? ' -r' : '';
      return `complete -c migspec -n ${quote(`__fish_seen_subcommand_from ${name}`)}${long.join('')}${short.join('')}${values} -d ${quote(what)}`;
    }),
  ]);
  return `# migspec completion for fish: migspec completion fish | source\n${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
