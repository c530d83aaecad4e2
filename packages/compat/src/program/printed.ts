/** What a device program prints. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Form, FormOptions } from '../formats/form.js';
import { findForm, forms } from '../formats/forms.js';
import { infoV3 } from '../formats/info-v3.js';
import { typeOf, vhostUserCapabilities } from '../formats/vhost-user-capabilities.js';
import type { Problem } from '../problem.js';

export type Printed = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problems: readonly Problem[] };

/** `type` and `features`. A model whose name tells no type of QEMU's schema has the last part of the name for one. */
export function printCapabilities(document: CapabilityDocument, model: string | undefined, type: string | undefined): Printed {
  const [only = ''] = Object.keys(document.models);
  const id = model ?? only;
  return textOf(vhostUserCapabilities, document, {
    ...(model === undefined ? {} : { model }),
    type: type ?? typeOf(id) ?? id.slice(id.lastIndexOf('/') + 1),
  });
}

/** One JSON that readers of the third proposal take for theirs (params), and readers of the fourth for theirs (versions). */
export function printInfo(document: CapabilityDocument, model: string | undefined): Printed {
  const known = model === undefined ? document : onlyModel(document, model);
  if (known === undefined) return unknownModel(document, model);
  const written = infoV3.write(known);
  if (!written.ok) return written;
  const { models } = JSON.parse(Object.values(written.value)[0] ?? '{}') as { readonly models: Readonly<Record<string, object>> };
  const whole = Object.entries(known.models).map(([id, { versions }]) => {
    return [id, { ...(Object.hasOwn(models, id) ? models[id] : {}), versions: versions.map(({ name }) => name) }];
  });
  return { ok: true, text: `${JSON.stringify({ models: Object.fromEntries(whole) }, undefined, 2)}\n` };
}

/** The native document, or one of the forms. */
export function printDocument(document: CapabilityDocument, name: string, model: string | undefined, type: string | undefined): Printed {
  if (name === 'native') return { ok: true, text: `${JSON.stringify(document, undefined, 1)}\n` };
  const form = findForm(name);
  const options = { ...(model === undefined ? {} : { model }), ...(type === undefined ? {} : { type }) };
  if (form !== undefined && !form.tree) return textOf(form, document, options);
  const names = ['native', ...forms.filter(({ tree }) => !tree).map((each) => each.name)].join(', ');
  return {
    ok: false,
    problems: [{ code: 'FORM_CANNOT_SAY', message: `${name} is no form that can be printed: ${names}`, have: name, want: names }],
  };
}

function onlyModel(document: CapabilityDocument, id: string): CapabilityDocument | undefined {
  const model = Object.hasOwn(document.models, id) ? document.models[id] : undefined;
  return model === undefined ? undefined : { ...document, models: { [id]: model } };
}

function unknownModel(document: CapabilityDocument, model: string | undefined): Printed {
  const want = Object.keys(document.models).join(', ');
  return {
    ok: false,
    problems: [{ code: 'MODEL_UNKNOWN', message: `${document.build} does not implement ${model ?? ''}; it has ${want}`, want }],
  };
}

function textOf(form: Form, document: CapabilityDocument, options: FormOptions): Printed {
  const written = form.write(document, options);
  return written.ok ? { ok: true, text: Object.values(written.value).join('') } : written;
}

export function helpText({ build, models }: CapabilityDocument, own: readonly string[] = []): string {
  const lines = Object.entries(models).flatMap(([id, { params, versions }]) => [
    `  ${id}${versions.length === 0 ? '' : `, versions ${versions.map(({ name }) => name).join(', ')}`}`,
    ...params.map(({ name, doc }) => `    --m-${name} VALUE${doc === undefined ? '' : `  ${doc.split('\n')[0]}`}`),
  ]);
  return [
    `${build}: creates a device, or says what it can do`,
    '',
    '  --print-capabilities           JSON: type and features, as vhost-user backends print them',
    '  --print-migration-info-json    JSON: params with types and values, and versions, by model',
    '  --print-document FORM          the capability document: native, or another form',
    '  --print-configuration          the effective configuration of the device that is created',
    '  --migration-model MODEL        the model to create; needed where there are several',
    '  --migration-version VERSION    the version to create it at',
    '  --m-PARAM VALUE                a param; also --m-PARAM=VALUE',
    ...own.map((name) => `  ${name} VALUE`),
    '',
    'Exit status 0; on failure 1 and a message on stderr.',
    '',
    ...lines,
    '',
  ].join('\n');
}
