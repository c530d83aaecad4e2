/** The NIC of the thread that grows, as three builds know it: nothing, 32 entries, up to 64. */
import type { DocumentModel } from '@migspec/capabilities';
import {
  and,
  array,
  between,
  bool,
  boolType,
  bytes,
  document,
  enumeration,
  ex,
  field,
  gt,
  int,
  le,
  model,
  not,
  observable,
  or,
  param,
  parameter,
  reset,
  section,
  situation,
  state,
  struct,
  structType,
  subsection,
  u16,
  u16Type,
  u32,
} from './documents.js';

export const nicId = 'https://example.org/devices/e1000e';

export const nic = (revision: 'r1' | 'r2' | 'r3'): DocumentModel => {
  const grown = revision !== 'r1';
  const most = revision === 'r3' ? 64 : 32;
  const version = (name: string, values: Record<string, boolean | number>) => ({ name, values, fingerprint: name });
  return model({
    revision,
    params: grown
      ? [
          parameter('rss', boolType, { off: false, value: bool(true), since: 'r2' }),
          parameter('rx-table-size', u16Type, { off: 0, value: int(most), range: between(0, most), since: 'r2' }),
        ]
      : [],
    constraints: grown ? [ex(or(not(param('rss')), gt(param('rx-table-size'), int(0))))] : [],
    versions: [
      ...(revision === 'r3' ? [version('3', { rss: true, 'rx-table-size': 64 })] : []),
      ...(grown ? [version('2', { rss: true, 'rx-table-size': 32 })] : []),
      version('1', grown ? { rss: false, 'rx-table-size': 0 } : {}),
    ],
    observables: grown ? [observable('table-entries', param('rx-table-size')), observable('rss-capable', param('rss'))] : [],
    structs: grown ? { RxEntry: structType('RxEntry', [field('mac', bytes(6)), field('flags', u16)]) } : {},
    sections: [
      section(
        'e1000e',
        [
          field('ctrl', u32),
          field('link', enumeration({ down: 0, up: 1 })),
          field('head', u16, { bounds: { max: ex(int(4095)) } }),
          ...(grown
            ? [
                field('entries', u16, { when: ex(gt(param('rx-table-size'), int(0))) }),
                field('table', array(struct('RxEntry'), state('entries')), { when: ex(gt(param('rx-table-size'), int(0))) }),
              ]
            : []),
        ],
        {
          invariants: grown ? [ex(le(state('entries'), param('rx-table-size')))] : [],
          subsections: grown
            ? [
                subsection('e1000e/rss', and(param('rss'), not(reset(state('rss_enabled'), state('key')))), [
                  field('rss_enabled', { kind: 'bool' }),
                  field('key', bytes(40)),
                ]),
              ]
            : [],
        },
      ),
    ],
    situations: [
      situation('fresh', {}),
      situation('link-up', { ctrl: 'random' }),
      ...(grown
        ? [
            situation('rss-keyed', { key: 'random' }, param('rss')),
            situation('table-full', { entries: param('rx-table-size') }, gt(param('rx-table-size'), int(0))),
          ]
        : []),
    ],
  });
};

export const nicBuilds = {
  1: document('thread-2020@1', { [nicId]: nic('r1') }),
  2: document('thread-2020@2', { [nicId]: nic('r2') }),
  3: document('thread-2020@3', { [nicId]: nic('r3') }),
} as const;
