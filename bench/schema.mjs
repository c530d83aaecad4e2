// The state of the bench: 40 scalars, two fixed tables, queues, registers, a blob, three subsections. Random values, so that
// about half of the 32-bit ones exceed 2^31.
export const scalars = [
  ...[
    ['status', 8],
    ['isr', 8],
    ['queue_sel', 16],
    ['features_legacy', 32],
    ['host_features', 32],
    ['config_len', 32],
  ],
  ...[
    ['guest_features', 64],
    ['config_vector', 16],
    ['promisc', 8],
    ['allmulti', 8],
    ['mac_table_in_use', 32],
  ],
  ...[
    ['mac_table_first_multi', 32],
    ['nomulti', 8],
    ['nouni', 8],
    ['nobcast', 8],
    ['mtu', 16],
    ['max_vq_pairs', 16],
  ],
  ...[
    ['curr_vq_pairs', 16],
    ['rxbuf_size', 32],
    ['rxbuf_min_shift', 32],
    ['vhost_started', 8],
    ['guest_announce', 8],
  ],
  ...[
    ['tx_bytes', 64],
    ['rx_bytes', 64],
    ['tx_packets', 64],
    ['rx_packets', 64],
    ['eecd_state', 32],
    ['eecd_val_in', 32],
  ],
  ...[
    ['eecd_bitnum', 32],
    ['vlan_tag', 16],
    ['eecd_addr', 16],
    ['phy_id', 16],
    ['intr_raised', 32],
    ['intr_state', 32],
  ],
  ...[
    ['delayed_cause', 32],
    ['itr_guest', 32],
    ['mit_timer_ns', 64],
    ['autoneg_timer_ns', 64],
    ['last_reset_ns', 64],
    ['link_down', 8],
  ],
];
const queue = [
  ['num', 32],
  ['align', 32],
  ['desc', 64],
  ['avail', 64],
  ['used', 64],
  ['last_avail_idx', 16],
  ['used_idx', 16],
  ['enabled', 8],
];
const offload = [
  ['ipcss', 8],
  ['ipcso', 8],
  ['ipcse', 16],
  ['paylen', 32],
  ['mss', 16],
  ['hdr_len', 8],
  ['sum_needed', 8],
];
const request = [
  ['sector', 64],
  ['num', 32],
  ['type', 8],
];

/** Queues, registers, bytes of the blob, requests in flight. */
export const sizes = { small: [8, 0, 128, 4], medium: [64, 0x8000, 4096, 16], large: [64, 0x8000, 16 << 20, 16] };

/** `u32s` makes an array of 32-bit values in the form that the codec wants. */
export function makeState(size, u32s) {
  let seed = 0x12345678;
  const random = () => {
    seed ^= seed << 13;
    seed >>>= 0;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    seed >>>= 0;
    return seed;
  };
  const value = (bits) =>
    bits === 64 ? (BigInt(random()) << 32n) | BigInt(random()) : bits === 32 ? random() : random() & ((1 << bits) - 1);
  const record = (fields) => Object.fromEntries(fields.map(([name, bits]) => [name, value(bits)]));
  const list = (length, make) => Array.from({ length }, make);
  const bytes = (length) => Uint8Array.from({ length }, (_, at) => Math.imul(at, 2654435761) >>> 24);
  const [queues, registers, blob, requests] = sizes[size];
  return {
    ...record(scalars),
    mac: bytes(6),
    mta: u32s(list(64, random)),
    vlans: u32s(list(128, random)),
    vqs_count: queues,
    vqs: list(queues, () => record(queue)),
    regs_count: registers,
    regs: u32s(list(registers, random)),
    blob_length: blob,
    blob: bytes(blob),
    features: value(64),
    ...record(offload),
    requests_count: requests,
    requests: list(requests, () => record(request)),
  };
}
