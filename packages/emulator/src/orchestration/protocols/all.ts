import type { Protocol } from '../protocol.js';
import { saveRestore } from './file.js';
import { libvirtV2 } from './libvirt-v2.js';
import { libvirtV3 } from './libvirt-v3.js';
import { qemu } from './qemu.js';
import { vfio } from './vfio.js';
import { vhostUser } from './vhost-user.js';
import { vhostUserPinned } from './vhost-user-pinned.js';

export const protocols: readonly Protocol[] = [qemu, libvirtV2, libvirtV3, saveRestore, vfio, vhostUser, vhostUserPinned];
