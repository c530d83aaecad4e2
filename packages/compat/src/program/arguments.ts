/** The command line of a device program, taken apart: nothing is looked up yet. */

export interface ProgramArguments {
  /** Flags of `printFlags`, and `--help`. */
  readonly flags: ReadonlySet<string>;
  /** `--print-document FORM`. */
  readonly form?: string;
  readonly model?: string;
  readonly version?: string;
  /** `--m-NAME=VALUE`, by name. */
  readonly values: ReadonlyMap<string, string>;
  /** The program's own options with their values, and all that is behind `--`. */
  readonly rest: readonly string[];
}

export type Parsed = { readonly ok: true; readonly value: ProgramArguments } | { readonly ok: false; readonly message: string };

export const printFlags = ['--print-capabilities', '--print-migration-info-json', '--print-configuration', '--help'] as const;
const valued: ReadonlyMap<string, 'form' | 'model' | 'version'> = new Map([
  ['--print-document', 'form'],
  ['--migration-model', 'model'],
  ['--migration-version', 'version'],
]);
const param = '--m-';
const mostArguments = 4096;

/** `own`: options that the program has itself, each with a value: `--socket-path`. */
export function parseArguments(argv: readonly string[], own: readonly string[] = []): Parsed {
  if (argv.length > mostArguments) return { ok: false, message: `more than ${mostArguments} arguments` };
  const flags = new Set<string>();
  const said = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at] ?? '';
    if (argument === '--') {
      rest.push(...argv.slice(at + 1));
      break;
    }
    if (printFlags.some((flag) => flag === argument)) {
      flags.add(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    const known = valued.has(name) || own.includes(name) || (name.startsWith(param) && name.length > param.length);
    if (!known) return { ok: false, message: `${argument}: no such option (--help shows them)` };
    const value = equals < 0 ? argv[++at] : argument.slice(equals + 1);
    if (value === undefined) return { ok: false, message: `${name} expects a value: ${name}=VALUE` };
    if (said.has(name)) return { ok: false, message: `${name} is given twice` };
    said.set(name, value);
    if (own.includes(name)) rest.push(name, value);
  }
  const words = Object.fromEntries([...valued].flatMap(([name, key]) => (said.has(name) ? [[key, said.get(name)]] : [])));
  const values = new Map(
    [...said].flatMap(([name, value]) => (name.startsWith(param) ? [[name.slice(param.length), value] as const] : [])),
  );
  return { ok: true, value: { flags, values, rest, ...words } };
}
