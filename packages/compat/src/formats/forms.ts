/** All forms, and which one some files are in. */
import { array2020 } from './array-2020.js';
import type { Form, FormFiles } from './form.js';
import { infoV3 } from './info-v3.js';
import { infoV4 } from './info-v4.js';
import { libvirtXml } from './libvirt-xml.js';
import { mdev } from './mdev.js';
import { nodeLabels } from './node-labels.js';
import { novaTraits } from './nova-traits.js';
import { vhostUserCapabilities } from './vhost-user-capabilities.js';
import { vhostUserVersions } from './vhost-user-versions.js';

export const forms: readonly Form[] = [
  array2020,
  infoV3,
  infoV4,
  vhostUserVersions,
  vhostUserCapabilities,
  mdev,
  libvirtXml,
  nodeLabels,
  novaTraits,
];

export function findForm(name: string): Form | undefined {
  return forms.find((form) => form.name === name);
}

/** The form that files look like; undefined for those of none. */
export function formOf(files: FormFiles): Form | undefined {
  return forms.find((form) => form.recognises(files));
}
