import { holds } from '../holds.js';

holds('qemu');
