import { files } from './files.js';
import { describeModel } from './rows.js';

for (const model of files['vhost-user'] ?? []) describeModel(model);
