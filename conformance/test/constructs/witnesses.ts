/** Which model's matrix shows a construct; its test holds it to that. What no matrix shows stands below, with the reason. */
const history = (model: string): string => `https://qemu.org/history/${model}`;
const qemu = (model: string): string => `https://qemu.org/devices/${model}`;
const cpuid = 'cloudhypervisor.org/cpuid';

export const shownBy: Readonly<Record<string, string>> = {
  'outcome migrated': 'example.org/beeper',
  'outcome refused-at-save': history('virtio-9p'),
  'outcome refused-at-create': 'linux-kvm.org/barrier-blk',
  'outcome refused-at-load': 'linux-kvm.org/kvmclock',
  'outcome guest-interface-changed': history('fw_cfg'),
  'outcome state-lost': qemu('globalstate'),
  'outcome device-broken': cpuid,
  'param equal same': cpuid,
  'param equal other': cpuid,
  'param at-most less': cpuid,
  'param at-most same': cpuid,
  'param at-most more': cpuid,
  'param subset less': cpuid,
  'param subset same': cpuid,
  'param subset more': cpuid,
  'param ignore same': 'dpdk.org/vhost-user-back',
  'param ignore other': 'dpdk.org/vhost-user-back',
  'own equal same': cpuid,
  'own equal other': cpuid,
  'own at-most less': cpuid,
  'own at-most same': cpuid,
  'own at-most more': cpuid,
  'own masked same': cpuid,
  'own masked other': cpuid,
  'said NOT_MIGRATABLE': history('virtio-9p'),
  'said MACHINE_TYPE_UNKNOWN': history('pl011'),
  'said PARAM_VALUE_REFUSED': 'vendor-a.com/gfx',
  'refusal PARAM_VALUE_REFUSED': 'vendor-a.com/gfx',
  'said PARAM_DIFFERS': cpuid,
  'said PARAM_UNKNOWN': 'vendor-a.com/my-nic',
  'refusal PARAM_UNKNOWN': 'vendor-a.com/my-nic',
  'said PARAM_CANNOT_BE_DISABLED': 'linux-kvm.org/barrier-blk',
  'refusal VERSION_UNKNOWN': history('pl011'),
  'said GUEST_INTERFACE_DIFFERS': history('virtio-balloon'),
  'said SECTION_UNKNOWN': history('pl011'),
  'refusal SECTION_UNKNOWN': history('pl011'),
  'said SECTION_VERSION_REFUSED': 'linux-kvm.org/kvmclock',
  'refusal SECTION_VERSION_REFUSED': 'linux-kvm.org/kvmclock',
  'said SECTION_LAYOUT_DIFFERS': history('piix4_pm'),
  'said STATE_LOST': qemu('globalstate'),
  'said ECHO_DIFFERS': cpuid,
  'refusal ECHO_DIFFERS': cpuid,
  'said INVARIANT_BROKEN': qemu('virtio-rng'),
  'refusal INVARIANT_BROKEN': qemu('virtio-rng'),
  'said FEATURES_NOT_OFFERED': qemu('virtio-net'),
  'refusal FEATURES_NOT_OFFERED': qemu('virtio-net'),
  'said NOT_DECLARED': 'https://intel.com/mdev/i915-GVTg_V5_4',
  'said FACT_NOT_GIVEN': qemu('virtio-net'),
  'said STATE_DROPPED': 'linux-kvm.org/kvmclock',
  'said ERRATUM': qemu('virtio-rng'),
  'said RESOLVES_ANEW': 'linux-kvm.org/tap-nic',
  'said STATE_VERSION_CHOSEN': 'https://intel.com/mdev/i915-GVTg_V5_4',
};

interface NotShown {
  readonly constructs: readonly string[];
  readonly reason: string;
  /** The test that drives them instead; each stands in it. */
  readonly drivenBy: readonly string[];
}

export const notShown: readonly NotShown[] = [
  {
    constructs: ['DEVICE_MISSING', 'DEVICE_DIFFERS', 'MODEL_DIFFERS', 'MODEL_UNKNOWN'].map((code) => `said ${code}`),
    reason: 'a cell is one device, at both ends the same one',
    drivenBy: ['packages/compat/test/machines.test.ts'],
  },
  {
    constructs: ['RAM_DIFFERS', 'STREAM_SETTING_DIFFERS', 'FRAMING_DIFFERS', 'MACHINE_TYPE_DIFFERS', 'MACHINE_FACT_DIFFERS'].map(
      (code) => `said ${code}`,
    ),
    reason: 'a cell starts both ends with one machine, and they are of one implementation',
    drivenBy: ['packages/compat/test/machines.test.ts', 'packages/compat/test/state.test.ts', 'packages/cli/test/constructs/ram.test.ts'],
  },
  {
    constructs: ['said PARAM_TYPE_DIFFERS', 'refusal PARAM_TYPE_DIFFERS', 'said PARAM_OFF_DIFFERS'],
    reason: 'one spec gives a param one type and one off value: only documents of two specs can differ',
    drivenBy: ['packages/compat/test/params.test.ts', 'packages/runtime/test'],
  },
  {
    constructs: ['said VERSION_UNKNOWN', 'said INSTANTIATION_INVALID', 'refusal INSTANTIATION_INVALID'],
    reason: 'a cell is instantiated from what the build has',
    drivenBy: ['packages/compat/test', 'packages/runtime/test'],
  },
  {
    constructs: ['CONSTRAINT_BROKEN', 'SECTION_MISSING', 'ORDER_WRONG', 'STRUCT_VERSION_REFUSED'].flatMap((code) => [
      `said ${code}`,
      `refusal ${code}`,
    ]),
    reason: 'no source of the models has two builds that differ in it alone',
    drivenBy: ['packages/compat/test', 'packages/runtime/test', 'packages/cli/test/constructs'],
  },
  {
    constructs: ['OUT_OF_RANGE', 'ENUM_UNKNOWN', 'RESERVED_BITS', 'COUNT_TOO_LARGE'].flatMap((code) => [`said ${code}`, `refusal ${code}`]),
    reason: 'no source of the models has a bound that one build moved; every bound is broken in bytes by the vectors',
    drivenBy: ['packages/compat/test', 'packages/runtime/test'],
  },
  {
    constructs: ['said CHECK_NOT_ENFORCED', 'said MACHINE_TYPE_REDEFINED', 'said EXPRESSION_UNKNOWN'],
    reason: 'said of builds that no source here has, or of documents of a newer format',
    drivenBy: ['packages/compat/test'],
  },
  {
    constructs: ['DOCUMENT_INVALID', 'DOCUMENT_VERSION_REFUSED', 'DOCUMENT_TOO_LARGE', 'CLASS_UNKNOWN', 'DEVICE_DUPLICATE'].map(
      (code) => `said ${code}`,
    ),
    reason: 'said of an input before there is a verdict',
    drivenBy: ['packages/compat/test'],
  },
  {
    constructs: [
      'DOCUMENT_DIGEST_WRONG',
      'DOCUMENT_SILENT',
      'DOCUMENT_STALE',
      'FORM_CANNOT_SAY',
      'FORM_INVALID',
      'HOST_FACT_REFUSED',
      'HOST_UNKNOWN',
      'MACHINE_INVALID',
    ].map((code) => `said ${code}`),
    reason: 'said of documents in other forms or for a host, and of files of machines: a cell has the documents of builds',
    drivenBy: ['packages/compat/test', 'packages/cli/test'],
  },
  {
    constructs: ['said KNOWN_CRASH'],
    reason: 'no build here is known to crash; nothing would drive it',
    drivenBy: ['packages/compat/test', 'packages/cli/test/constructs'],
  },
];
