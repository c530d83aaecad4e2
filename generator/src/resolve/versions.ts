import { names } from '../diagnostics/codes/names.js';
import type { VersionIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import type { ModelFile } from '../schema/model.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import type { Context } from './context.js';
import type { ParamSketch } from './params.js';
import { paramValue } from './values.js';

/** What the author wrote for each version, by param id. */
export function resolveVersions(context: Context, file: ModelFile, params: readonly ParamSketch[]): readonly VersionIR[] {
  const { places, positions } = context;
  const all = file.versions ?? {};
  const byName = new Map(params.map((param) => [param.name, param]));
  const versions = places.entries(file.versions).map(([name, data]) => {
    positions.set(['model', file.model, 'versions', name], places.key(all, name));
    const values: Record<string, Value> = {};
    for (const [param, literal] of places.entries(data)) {
      if (literal === undefined || param === 'based-on' || param === 'doc') continue;
      const known = byName.get(param);
      if (known === undefined) {
        if (places.dropped(file.params ?? {}, param)) continue;
        context.reporter.report(
          names.paramUnknown,
          places.key(data, param),
          `${file.model} has no param "${param}"${didYouMean(param, byName.keys())}`,
          knownHere(byName.keys()),
        );
        continue;
      }
      const value = paramValue(context, known.type, literal, data, param, `param ${param}`);
      if (value !== undefined) values[known.id] = value;
    }
    const basedOn = data['based-on'];
    if (basedOn !== undefined && !Object.hasOwn(all, basedOn) && !places.dropped(all, basedOn)) {
      const known = Object.keys(all);
      context.reporter.report(
        names.versionUnknown,
        places.value(data, 'based-on'),
        `${file.model} has no version "${basedOn}"${didYouMean(basedOn, known)}`,
        knownHere(known),
      );
    }
    return {
      name,
      ...(data.doc === undefined ? {} : { doc: data.doc.trim() }),
      ...(basedOn === undefined || !Object.hasOwn(all, basedOn) ? {} : { basedOn }),
      values,
    };
  });
  reportCircles(context, file, versions);
  return versions;
}

function reportCircles(context: Context, file: ModelFile, versions: readonly VersionIR[]): void {
  const basedOn = new Map(versions.map((version) => [version.name, version.basedOn]));
  const reported = new Set<string>();
  for (const { name } of versions) {
    const chain = [name];
    for (let at = basedOn.get(name); at !== undefined; at = basedOn.get(at)) {
      const start = chain.indexOf(at);
      chain.push(at);
      if (start < 0) continue;
      const circle = chain.slice(start);
      if (circle.some((each) => reported.has(each))) break;
      for (const each of circle) reported.add(each);
      const data = file.versions?.[at] ?? {};
      context.reporter.report(
        names.cycle,
        context.places.value(data, 'based-on'),
        `versions are based on each other in a circle: ${circle.join(' → ')}`,
      );
      break;
    }
  }
}
