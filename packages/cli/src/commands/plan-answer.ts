/** What `plan --json` prints. */
import type {
  AppliedRemedy,
  BestStart,
  NoStart,
  Problem,
  Reason,
  Route,
  Stranded,
  Upgrade,
  UpgradeReport,
  Verdict,
  Vm,
} from '@migspec/compat';
import type { Configuration } from '@migspec/runtime';
import type { Explained } from './compat-explain.js';

export type PlanAnswer =
  | { readonly question: 'destinations'; readonly machines: readonly MachinePlan[] }
  | { readonly question: 'start'; readonly machines: readonly StartPlan[] }
  | UpgradePlan;

export interface MachinePlan {
  readonly vm: string;
  readonly host: string;
  readonly build: string;
  /** Best first; hosts with one build and the same facts are one. */
  readonly destinations: readonly {
    readonly build: string;
    readonly hosts: readonly string[];
    readonly verdict: Verdict;
    /** With `--explain`, where a spec is at hand. */
    readonly explained?: Explained;
    readonly back?: Verdict['outcome'];
    readonly backAfterReset?: Verdict['outcome'];
    readonly route?: readonly RouteStep[];
  }[];
}

export interface RouteStep {
  readonly build: string;
  readonly hosts: readonly string[];
  /** The guest is reset before. */
  readonly reset: boolean;
  /** What else is done before, because an erratum breaks this step. */
  readonly remedies?: readonly AppliedRemedy[];
}

export interface StartPlan {
  readonly vm: string;
  readonly host: string;
  readonly build: string;
  readonly start?: {
    /** `depends`: no start goes everywhere in every state, this one does in some. */
    readonly goes: 'yes' | 'depends';
    readonly machine?: string;
    readonly exhaustive: boolean;
    readonly devices: readonly {
      readonly address: string;
      readonly model: string;
      readonly instantiation: string;
      readonly version?: string;
      readonly configuration: Configuration;
      readonly given: BestStart['devices'][number]['given'];
    }[];
  };
  /** Why there is none, or none that always goes. */
  readonly reasons: readonly (Reason | Problem)[];
}

export interface UpgradePlan {
  readonly question: 'upgrade';
  readonly from: string;
  readonly to: string;
  readonly free: number;
  readonly stranded: readonly (Omit<Stranded, 'at'> & { readonly at: { readonly build: string; readonly hosts: readonly string[] } })[];
}

export function routeOf({ steps }: Route): readonly RouteStep[] {
  return steps.map(({ to, reset, remedies }) => ({
    build: to.document.build,
    hosts: to.hosts,
    reset,
    ...(remedies === undefined ? {} : { remedies }),
  }));
}

export function startAnswer(
  vm: Vm & { readonly host: string },
  build: string,
  found: BestStart | NoStart,
  waiting?: BestStart | NoStart,
): StartPlan {
  const best = 'reasons' in found ? waiting : found;
  const own = { vm: vm.name, host: vm.host, build, reasons: 'reasons' in found ? found.reasons : [] };
  if (best === undefined || 'reasons' in best) return own;
  const { type } = best.request;
  const goes = 'reasons' in found ? 'depends' : 'yes';
  const machine = type === undefined ? {} : { machine: type };
  return { ...own, start: { goes, ...machine, exhaustive: best.exhaustive, devices: best.devices } };
}

export function reportOf({ from, to }: Upgrade, { free, stranded }: UpgradeReport): UpgradePlan {
  return {
    question: 'upgrade',
    from,
    to: to.build,
    free,
    stranded: stranded.map(({ at, ...each }) => ({ ...each, at: { build: at.document.build, hosts: at.hosts } })),
  };
}
