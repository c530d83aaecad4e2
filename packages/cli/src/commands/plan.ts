import { existsSync } from 'node:fs';
import {
  bestStart,
  move,
  type Place,
  placesOf,
  rankDestinations,
  type Stand,
  strandedBy,
  type Upgrade,
  type Verdict,
} from '@migspec/compat';
import { exitCodes, UsageError } from '../exit.js';
import type { Whereabouts } from '../explain/where.js';
import { jsonText } from '../json.js';
import { type Explained, explainAnswer } from './compat-explain.js';
import { type MachinePlan, type PlanAnswer, type RouteStep, reportOf, routeOf, startAnswer } from './plan-answer.js';
import { fleetVm, hostNamed, type PlanInput, type PlanOptions, placeOf, planInput, standOf } from './plan-input.js';
import { planText } from './plan-text.js';

/** Exit 0: every machine has somewhere to go, or a start, or is not stranded; 3: one has not, or is. */
export async function plan(path: string, options: PlanOptions): Promise<number> {
  if (options.start && options.upgrade !== undefined) throw new UsageError('--start and --upgrade are two questions; ask one');
  const input = await planInput(path, options);
  if (input.vms.length === 0) throw new UsageError(`${path} has no machines (vms), and none is given with --vm FILE`);
  const answer = options.start
    ? starts(input, options)
    : options.upgrade === undefined
      ? destinations(input, options, options.explain ? await whereaboutsOf(options.spec) : undefined)
      : upgraded(input, options);
  process.stdout.write(options.json ? jsonText(answer) : planText(answer, options.explain));
  return fine(answer) ? exitCodes.ok : exitCodes.notYes;
}

/** Destinations of each machine, best first. */
function destinations({ hosts, byName, vms }: PlanInput, { to, reset }: PlanOptions, whereabouts: Whereabouts | undefined): PlanAnswer {
  const places = placesOf(hosts);
  const wanted = to === undefined ? undefined : new Set(to);
  const machines = vms.map((vm): MachinePlan => {
    const stand = standOf(vm, byName);
    const ranked = rankDestinations(stand, places, { reset, remedies: 'restart' });
    const asked = ranked.filter(({ place }) => wanted === undefined || place.hosts.some((host) => wanted.has(host)));
    return {
      vm: vm.name,
      host: vm.host,
      build: stand.place.document.build,
      destinations: asked.map(({ place, verdict, back, backAfterReset, route }) => ({
        build: place.document.build,
        hosts: wanted === undefined ? place.hosts : place.hosts.filter((host) => wanted.has(host)),
        verdict,
        ...explainedAt(whereabouts, stand, place, verdict),
        ...(back === undefined ? {} : { back: back.outcome }),
        ...(backAfterReset === undefined ? {} : { backAfterReset: backAfterReset.outcome }),
        ...(route === undefined ? {} : { route: routeOf(route) }),
      })),
    };
  });
  return { question: 'destinations', machines };
}

/** Without a spec at hand, `--explain` has the reasons alone. */
async function whereaboutsOf(spec: string | undefined): Promise<Whereabouts | undefined> {
  if (spec === undefined && !existsSync('spec')) return undefined;
  return new (await import('../explain/where.js')).Whereabouts(spec ?? 'spec');
}

function explainedAt(whereabouts: Whereabouts | undefined, stand: Stand, to: Place, verdict: Verdict): { readonly explained?: Explained } {
  if (whereabouts === undefined || verdict.reasons.length === 0) return {};
  return { explained: explainAnswer({ verdict }, true, whereabouts, stand, to, move(stand, to).stand) };
}

function starts({ hosts, byName, vms }: PlanInput, { to, everywhere, vm: files }: PlanOptions): PlanAnswer {
  if (files === undefined) throw new UsageError('--start is about machines of --vm FILE, with --from HOST');
  const own = vms.slice(-files.length);
  const machines = own.map((vm) => {
    const from = hostNamed(byName, vm.host);
    const wanted = to === undefined ? hosts : to.map((name) => hostNamed(byName, name));
    const places = placesOf(wanted).filter(({ hosts: names }) => names.some((name) => name !== vm.host));
    const found = bestStart(placeOf(from), places, vm.request, { everywhere });
    const waiting = 'reasons' in found ? bestStart(placeOf(from), places, vm.request, { everywhere, accept: 'depends' }) : undefined;
    return startAnswer(vm, from.document.build, found, waiting);
  });
  return { question: 'start', machines };
}

function upgraded({ hosts, byName, vms, documentOf }: PlanInput, { upgrade = '', reset }: PlanOptions): PlanAnswer {
  const [, old, next] = /^([^=]+)=(.+)$/.exec(upgrade) ?? [];
  if (old === undefined || next === undefined)
    throw new UsageError(`--upgrade ${upgrade}: OLD=NEW is expected, for example qemu@5.1.0=qemu@5.2.0`);
  const from = hosts.find(
    ({ document: { build, implementation, aliases } }) => build === old || aliases.some((alias) => `${implementation}@${alias}` === old),
  );
  if (from === undefined) {
    const builds = [...new Set(hosts.map(({ document }) => document.build))];
    throw new UsageError(`--upgrade ${upgrade}: no host runs ${old}; the fleet has ${builds.join(', ')}`);
  }
  const asked: Upgrade = { from: from.document.build, to: documentOf(next) };
  const report = strandedBy(
    vms.map((vm) => fleetVm(vm, byName)),
    hosts,
    asked,
    { reset },
  );
  return reportOf(asked, report);
}

function fine(answer: PlanAnswer): boolean {
  switch (answer.question) {
    case 'destinations':
      return answer.machines.every(({ destinations }) =>
        destinations.some(({ verdict, route }) => verdict.outcome === 'yes' || (route !== undefined && !route.some(startsAnew))),
      );
    case 'start':
      return answer.machines.every(({ start }) => start !== undefined);
    case 'upgrade':
      return answer.stranded.length === 0;
  }
}

/** A machine that is started anew has left nothing: its guest is gone. */
function startsAnew({ remedies = [] }: RouteStep): boolean {
  return remedies.some(({ restart }) => restart);
}
