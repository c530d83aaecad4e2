/** `report/summary.json`: the figures of a run. Keys are stable; later work adds and renames nothing. */
import type { ConformanceResult } from './result.js';

export interface RealStreamsSummary {
  /** Streams read. */
  readonly files: number;
  /** Full section records read. */
  readonly sections: number;
  /** Bytes of their payload (without RAM) that a model describes, and those of unknown inside. */
  readonly typedBytes: number;
  readonly opaqueBytes: number;
  /** Streams that were written again byte for byte. */
  readonly recodedIdentical: number;
}

export interface RunSummary {
  readonly models: number;
  readonly builds: number;
  readonly versions: number;
  readonly machineTypes: number;
  readonly cells: number;
  readonly pairs: number;
  readonly chains: number;
  readonly verdicts: { readonly yes: number; readonly no: number; readonly depends: number };
  readonly agree: number;
  readonly disagree: number;
  readonly expectedFailures: number;
  readonly notDeclared: number;
  readonly realStreams: RealStreamsSummary;
  readonly seconds: number;
}

export function runSummary(result: ConformanceResult, realStreams: RealStreamsSummary, seconds: number): RunSummary {
  const { models, builds, versions, machineTypes, cells, pairs, chains, verdicts, agree, disagree, expectedFailures, notDeclared } =
    result.summary;
  return {
    models,
    builds,
    versions,
    machineTypes,
    cells,
    pairs,
    chains,
    verdicts,
    agree,
    disagree,
    expectedFailures,
    notDeclared,
    realStreams,
    seconds,
  };
}
