/**
 * A ready-made program for any generated device class: it prints what managers ask for, creates the device that its command line
 * says, and hands it over. Conventions: the backend programs of vhost-user (`--print-capabilities`), and the device programs of
 * the threads of 2020 and 2021 (`--print-migration-info-json`, `--migration-model`, `--migration-version`, `--m-PARAM`): JSON on
 * stdout; on failure a message on stderr and exit status 1.
 */
import type { CapabilityDocument } from '@migspec/capabilities';
import { type Device, type DeviceClass, type Facts, MigspecError } from '@migspec/runtime';
import { createConfiguration } from '../document/configuration.js';
import { machineFacts } from '../document/facts.js';
import type { Problem } from '../problem.js';
import { parseValue } from '../values.js';
import { type ProgramArguments, parseArguments } from './arguments.js';
import { helpText, type Printed, printCapabilities, printDocument, printInfo } from './printed.js';

export interface DeviceProgram {
  /** What the build can do, on this host where facts of it are known. */
  readonly document: CapabilityDocument;
  /** The build's entry in the registry of a generated package: the class of each model, loaded when asked for. */
  readonly devices: Readonly<Record<string, () => Promise<DeviceClass>>>;
  /** The type of vhost-user backend; default: what the name of the model says. */
  readonly type?: string;
  /** Facts of the host; what is not given has the document's value, then its declared default. */
  readonly host?: Facts;
  /** Options that the program has itself, each with a value: `--socket-path`. They come back in `rest`. */
  readonly options?: readonly string[];
}

/** What the program has to say and to do. */
export interface ProgramRun {
  readonly status: 0 | 1;
  readonly stdout: string;
  readonly stderr: string;
  /** The device that was created; absent where something was printed or refused. */
  readonly device?: Device;
  /** The program's own options with their values, and all that is behind `--`. */
  readonly rest: readonly string[];
}

/** Pure but for loading the class: the caller writes the texts, exits with the status, or runs the device. */
export async function deviceProgram(argv: readonly string[], program: DeviceProgram): Promise<ProgramRun> {
  const { document, options } = program;
  const end = argv.indexOf('--');
  // The convention of vhost-user: everything else is ignored.
  if (argv.slice(0, end < 0 ? undefined : end).includes('--print-capabilities')) {
    return printed(printCapabilities(document, modelAsked(argv), program.type));
  }
  const parsed = parseArguments(argv, options);
  if (!parsed.ok) return failed(parsed.message);
  const { flags, form, model } = parsed.value;
  if (flags.has('--help')) return printed({ ok: true, text: helpText(document, options) });
  if (flags.has('--print-migration-info-json')) return printed(printInfo(document, model));
  if (form !== undefined) return printed(printDocument(document, form, model, program.type));
  return create(parsed.value, program);
}

function modelAsked(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((argument) => argument === '--migration-model' || argument.startsWith('--migration-model='));
  const argument = argv[at];
  return argument === undefined ? undefined : argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : argv[at + 1];
}

async function create({ flags, model: asked, version, values, rest }: ProgramArguments, program: DeviceProgram): Promise<ProgramRun> {
  const { document, devices } = program;
  const ids = Object.keys(document.models);
  const id = asked ?? (ids.length === 1 ? ids[0] : undefined);
  if (id === undefined) return failed(`--migration-model names one of ${ids.join(', ')}`);
  const model = Object.hasOwn(document.models, id) ? document.models[id] : undefined;
  const load = Object.hasOwn(devices, id) ? devices[id] : undefined;
  if (model === undefined || load === undefined)
    return failed(`MODEL_UNKNOWN: ${document.build} does not implement ${id}; it has ${ids.join(', ')}`);
  const facts = { machine: machineFacts(document), host: hostOf(program) };
  const request = { ...(version === undefined ? {} : { version }), values: Object.fromEntries(values) };
  const configuration = createConfiguration(id, model, request, facts);
  if (!configuration.ok) return failed(problemText(configuration.problems));
  try {
    const device = (await load()).create(configuration.value, facts);
    const lines = Object.entries(device.configuration).map(([name, value]) => `${name}=${String(value)}\n`);
    return { status: 0, stdout: flags.has('--print-configuration') ? `${id}\n${lines.join('')}` : '', stderr: '', device, rest };
  } catch (error) {
    if (error instanceof MigspecError) return failed(error.message);
    throw error;
  }
}

/** Declared defaults, as in every tool that makes devices; then what the document was made for; then what the program knows. */
function hostOf({ document, host }: DeviceProgram): Facts {
  const declared = Object.entries(document.hostFacts).map(([name, fact]) => {
    const raw = host?.[name] ?? document.host?.[name] ?? fact.default;
    return [name, parseValue(fact.type, raw) ?? raw] as const;
  });
  return Object.fromEntries(declared);
}

function printed(result: Printed): ProgramRun {
  return result.ok ? { status: 0, stdout: result.text, stderr: '', rest: [] } : failed(problemText(result.problems));
}

function failed(message: string): ProgramRun {
  return { status: 1, stdout: '', stderr: `${message}\n`, rest: [] };
}

function problemText(problems: readonly Problem[]): string {
  return problems.map(({ code, message }) => `${code}: ${message}`).join('\n');
}
