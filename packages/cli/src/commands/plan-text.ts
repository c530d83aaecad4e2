import type { Problem, Reason, StrandedKind, Verdict } from '@migspec/compat';
import { formatParamValue } from '@migspec/runtime';
import { explainedLines, head, reasonLines } from './compat-text.js';
import type { MachinePlan, PlanAnswer, RouteStep, StartPlan, UpgradePlan } from './plan-answer.js';

/** For people: of each verdict its first reason, or all of them. */
export function planText(answer: PlanAnswer, explain: boolean): string {
  switch (answer.question) {
    case 'destinations':
      return lines(answer.machines.flatMap((machine) => destinationLines(machine, explain)));
    case 'start':
      return lines(answer.machines.flatMap((machine) => startLines(machine, explain)));
    case 'upgrade':
      return lines(upgradeLines(answer, explain));
  }
}

function destinationLines({ vm, host, build, destinations }: MachinePlan, explain: boolean): readonly string[] {
  const each = destinations.flatMap(({ build: there, hosts, verdict, explained, back, backAfterReset, route }) => {
    const ways =
      back === undefined
        ? ''
        : `, back ${back}${backAfterReset === back || backAfterReset === undefined ? '' : `, after a reset ${backAfterReset}`}`;
    return [
      `  ${there} on ${hostsText(hosts)}: ${head(verdict)}${ways}`,
      ...(route === undefined ? [] : routeLines(route)),
      ...why(verdict, explain),
      ...(explained === undefined ? [] : explainedLines(explained).map((line) => `    ${line}`)),
    ];
  });
  return [`${vm} on ${host} (${build}), destinations, best first:`, ...(each.length === 0 ? ['  none'] : each)];
}

function startLines({ vm, host, build, start, reasons }: StartPlan, explain: boolean): readonly string[] {
  if (start === undefined)
    return [`${vm} on ${host} (${build}): nothing to start it with goes everywhere`, ...complaints(reasons, explain)];
  const { goes, machine, devices, exhaustive } = start;
  const depends = goes === 'depends' ? ['  goes everywhere only in some states', ...complaints(reasons, explain)] : [];
  return [
    `${vm} on ${host} (${build}), start it with:`,
    ...(machine === undefined ? [] : [`  machine type ${machine}`]),
    ...devices.flatMap(({ address, model, instantiation, version, given }) => [
      `  ${model} at ${address}: ${instantiation === '' ? 'as it is' : instantiation}`,
      ...given.map(
        ({ param, value, instead }) =>
          `    ${param}=${formatParamValue(value)}${instead === undefined ? '' : `, instead of ${formatParamValue(instead)}`}`,
      ),
      ...(version === undefined || instantiation === `version=${version}` ? [] : [`    version=${version} goes everywhere, too`]),
    ]),
    ...(exhaustive ? [] : ['  not every value was tried: a better one may exist']),
    ...depends,
  ];
}

const kinds: Readonly<Record<StrandedKind, string>> = {
  'cannot-leave': 'cannot leave',
  'cannot-return': 'cannot return',
  'cannot-return-after-reset': 'cannot return after a reset',
};

function upgradeLines({ from, to, free, stranded }: UpgradePlan, explain: boolean): readonly string[] {
  const each = stranded.flatMap(({ vm, host, kind, certain, at, verdict }) => [
    `  ${vm} on ${host}: ${certain ? '' : 'perhaps '}${kinds[kind]} (${at.build}${at.hosts.length === 0 ? '' : ` on ${hostsText(at.hosts)}`})`,
    ...why(verdict, explain),
  ]);
  return [`${from} → ${to}: ${stranded.length} stranded, ${free} free`, ...each];
}

function why({ reasons, errata }: Verdict, explain: boolean): readonly string[] {
  const shown = explain ? reasons : reasons.slice(0, 1);
  const more = reasons.length - shown.length;
  return [
    ...shown.flatMap((reason) => reasonLines(reason, errata)).map((line) => `  ${line}`),
    ...(more > 0 ? [`    and ${more} more (--explain)`] : []),
  ];
}

function complaints(reasons: readonly (Reason | Problem)[], explain: boolean): readonly string[] {
  const shown = explain ? reasons : reasons.slice(0, 3);
  return shown.flatMap((reason) => ('class' in reason ? reasonLines(reason) : [`  ${reason.code}: ${reason.message}`]));
}

function routeLines(route: readonly RouteStep[]): readonly string[] {
  const steps = route.map(({ build, hosts, reset }) => `${reset ? 'a reset, then ' : ''}${build} on ${hosts[0] ?? ''}`);
  const before = route.flatMap(({ build, remedies = [] }) =>
    remedies.map(({ text, address, erratum, restart }) => {
      const where = [...(address === undefined ? [] : [address]), `erratum ${erratum}`].join(', ');
      return `      before ${build}${restart ? ', started anew' : ''}: ${text} (${where})`;
    }),
  );
  return [`    by ${steps.join(' → ')}`, ...before];
}

function hostsText(hosts: readonly string[]): string {
  return hosts.length <= 3 ? hosts.join(', ') : `${hosts.slice(0, 3).join(', ')} and ${hosts.length - 3} more`;
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
