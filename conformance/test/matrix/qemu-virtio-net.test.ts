import { files } from './files.js';
import { describeModel } from './rows.js';

for (const model of files['qemu-virtio-net'] ?? []) describeModel(model);
