import { loadSubject, runConformance } from '@migspec/conformance';
import { compilePackages, Memory, type ModelParts } from '@migspec/generator';
import { findingsText } from '../findings.js';
import { specFolder } from '../folders.js';
import { conformanceFindings } from '../formats/conformance.js';
import { diagnosticFindings } from '../formats/diagnostics.js';
import { type Format, print } from '../formats/format.js';
import { loadPackages } from '../packages.js';
import { watching } from '../watch.js';
import { findingLines } from './conform-text.js';

/** Drives the whole matrix once, then after each change the cells of the models that it touched. */
export async function conformWatch(spec: string, format: Format): Promise<number> {
  const specDir = specFolder(spec);
  const memory = new Memory();
  let driven: ModelParts | undefined;
  return watching(specDir, async () => {
    const { packages, diagnostics, sources, models } = await compilePackages(specDir, {
      memory,
      ...(driven === undefined ? {} : { since: driven }),
    });
    if (packages === undefined || models === undefined) {
      const findings = diagnosticFindings(diagnostics, sources, specDir);
      process.stdout.write(format === 'text' ? findingsText(diagnostics, sources) : print({ command: 'conform', findings }, format));
      return;
    }
    driven = models;
    const loaded = await loadPackages(packages);
    const { subject, errata } = await loadSubject(loaded.documents, loaded, loaded.ir);
    const result = runConformance(subject, { errata });
    const { models: count, cells, agree, disagree } = result.summary;
    const head = `${count} models, ${cells} cells: ${agree} agree, ${disagree} disagree`;
    if (format !== 'text') process.stdout.write(print({ command: 'conform', findings: conformanceFindings(result, []) }, format));
    else process.stdout.write(`${[head, ...findingLines(result)].join('\n')}\n`);
  });
}
