/** How a configuration is said: by a version where there is one, with as little besides as possible. */
import type { DocumentModel } from '@migspec/capabilities';
import { type Configuration, formatParamValue } from '@migspec/runtime';
import { typedValue } from '../../survey/boundaries.js';
import { sameValue } from '../../values.js';

/**
 * An instantiation string that makes just this configuration at any build with the version: `version=2`, else the version
 * that needs the fewest overrides (of several, the one that the build prefers). Without versions every param is said.
 */
export function nameConfiguration({ versions, params }: DocumentModel, configuration: Configuration): string {
  const said = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => {
      const value = configuration[name];
      return value === undefined ? [] : [`${name}=${formatParamValue(value)}`];
    });
  const named = versions.map(({ name, values }) => {
    const others = params.filter((param) => {
      const [own, given] = [configuration[param.name], values[param.name]];
      return own === undefined || given === undefined || !sameValue(own, typedValue(param.type, given));
    });
    return [`version=${name}`, ...said(others.map((param) => param.name))];
  });
  const shortest = named.reduce<readonly string[] | undefined>(
    (best, each) => (best === undefined || each.length < best.length ? each : best),
    undefined,
  );
  return (shortest ?? said(params.map(({ name }) => name))).join(',');
}
