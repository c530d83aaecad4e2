/** Which file runs which models, so that files are shards of about one size. A model that no file names runs in `others`. */
export const files: Readonly<Record<string, readonly string[]>> = {
  'qemu-e1000e': ['https://qemu.org/devices/e1000e'],
  'qemu-virtio-blk': ['https://qemu.org/devices/virtio-blk'],
  'qemu-virtio-net': ['https://qemu.org/devices/virtio-net'],
  'qemu-virtio-rng': ['https://qemu.org/devices/virtio-rng'],
  'qemu-platform': ['https://qemu.org/devices/globalstate', 'https://qemu.org/devices/serial', 'https://qemu.org/devices/timer'],
  'vhost-user': ['qemu.org/vhost-user-net'],
  threads: [
    'example.org/beeper',
    'https://example.org/devices/e1000e',
    'linux-kvm.org/barrier-blk',
    'linux-kvm.org/kvmclock',
    'dpdk.org/vhost-user-back',
    'linux-kvm.org/vhost-user-front',
    'linux-kvm.org/vhost-user-net',
    'linux-kvm.org/tap-nic',
    'cloudhypervisor.org/cpuid',
    'https://intel.com/mdev/i915-GVTg_V5_4',
    'vendor-a.com/gfx',
    'vendor-a.com/my-nic',
  ],
};
