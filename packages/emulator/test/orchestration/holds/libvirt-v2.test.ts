import { holds } from '../holds.js';

holds('libvirt-v2');
