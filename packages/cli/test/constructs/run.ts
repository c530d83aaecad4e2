/** A spec of a few lines through the whole way: compiled, generated, its documents checked, its devices migrated beside their twins. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ConformanceResult, loadSubject, runConformance } from '@migspec/conformance';
import { type Packages, packagesOfSpec } from '../../src/packages.js';

export interface Ran {
  readonly result: ConformanceResult;
  readonly packages: Packages;
  /** `yes`, `no STATE_LOST a`, `depends STATE_LOST a: state.a != 0` from one build to another, of the configuration. */
  readonly verdict: (from: string, to: string, configuration?: string) => string;
  /** The same for one situation, with its state, and what the emulator saw: `no → state-lost`. */
  readonly cell: (from: string, to: string, situation: string, configuration?: string) => string;
  /** What disagrees, and what else a run finds. */
  readonly findings: readonly string[];
}

/** Throws SpecRefused with what the compiler says. */
export async function runSpec(files: Readonly<Record<string, string>>): Promise<Ran> {
  const home = mkdtempSync(join(tmpdir(), 'migspec-construct-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    const packages = await packagesOfSpec(home);
    const { subject, errata } = await loadSubject(packages.documents, packages, packages.ir);
    return ran(runConformance(subject, { errata }), packages);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function ran(result: ConformanceResult, packages: Packages): Ran {
  const configuration = (from: string, to: string, label: string | undefined) => {
    const cell = result.matrices
      .flatMap((matrix) => matrix.cells.flat())
      .find(({ source, destination }) => source === from && destination === to);
    const found = label === undefined ? cell?.configurations[0] : cell?.configurations.find((each) => each.label === label);
    if (found === undefined) throw new Error(`no ${label ?? 'configuration'} from ${from} to ${to}`);
    return found;
  };
  return {
    result,
    packages,
    verdict(from, to, label) {
      const { outcome, reasons } = configuration(from, to, label);
      const words = reasons.map(({ code, param, section, field, observable, predicate }) => {
        const subject = [param, section, field, observable].filter((each) => each !== undefined);
        return ` ${[code, ...subject].join(' ')}${predicate === undefined ? '' : `: ${predicate}`}`;
      });
      return `${outcome}${words.join(',')}`;
    },
    cell(from, to, situation, label) {
      const found = configuration(from, to, label).situations.find((each) => each.situation === situation);
      if (found === undefined) throw new Error(`no situation ${situation}`);
      return `${found.outcome} → ${found.happened}`;
    },
    findings: result.findings.map(({ kind, message }) => `${kind} ${message}`),
  };
}

/** An implementation with a native framing, whose destinations are made as the source says. */
export function native(builds: Readonly<Record<number, string>>, more = ''): string {
  return implementation('native', 'configured', builds, more);
}

export function implementation(framing: string, destination: string, builds: Readonly<Record<number, string>>, more = ''): string {
  const newestFirst = Object.entries(builds).sort(([a], [b]) => Number(b) - Number(a));
  const lines = newestFirst.map(([name, revision]) => {
    const models = `example.org/nic: ${revision === '' ? '{}' : `{ revision: ${revision} }`}`;
    return `  "${name}": { sources: [test], models: { ${models} } }\n`;
  });
  return `implementation: acme\nsources: [test]\nframing: ${framing}\ndestination: ${destination}\nbuilds:\n${lines.join('')}${more}`;
}
