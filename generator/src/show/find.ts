import type { SpecIR } from '../ir/spec.js';
import { suggest } from '../text/suggest.js';

/** What was found under a name, or why not and what is near. */
export type Found = { readonly id: string } | { readonly problem: string };

/** By its name, its path, or the last part of its name where only one model has it. */
export function findModel(spec: SpecIR, wanted: string): Found {
  const exact = spec.models.find(({ id, path }) => id === wanted || path === wanted);
  if (exact !== undefined) return { id: exact.id };
  const ending = spec.models.filter(({ id }) => lastPart(id) === wanted);
  const [only] = ending;
  if (only !== undefined && ending.length === 1) return { id: only.id };
  if (ending.length > 1) return { problem: `${wanted}: several models end so: ${ending.map(({ id }) => id).join(', ')}` };
  const ids = spec.models.map(({ id }) => id);
  const near = suggest(wanted, [...new Set([...ids, ...ids.map(lastPart)])]);
  return { problem: `${wanted}: no such model${meant(near)} The spec has ${ids.join(', ') || 'none'}` };
}

/** A build that knows the model, by `implementation@build` or an alias of it. */
export function findBuild(spec: SpecIR, model: string, wanted: string): Found {
  const all = spec.implementations.flatMap(({ name, builds }) =>
    builds.map((build) => ({ id: `${name}@${build.name}`, alias: build.alias === undefined ? '' : `${name}@${build.alias}`, build })),
  );
  const knowing = all.filter(({ build }) => build.models.some((known) => known.model === model));
  const found = all.find(({ id, alias }) => id === wanted || alias === wanted);
  const those = `those that do: ${knowing.map(({ id }) => id).join(', ') || 'none'}`;
  if (found === undefined) {
    const near = suggest(
      wanted,
      all.map(({ id }) => id),
    );
    return {
      problem: `${wanted}: no such build${meant(near)} Builds are named IMPLEMENTATION@BUILD; ${those.replace('that do', 'with the model')}`,
    };
  }
  return knowing.includes(found) ? { id: found.id } : { problem: `${found.id} does not know ${model}; ${those}` };
}

function meant(near: string | undefined): string {
  return near === undefined ? '.' : `; did you mean ${near}?`;
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
