import { holds } from '../holds.js';

holds('vfio');
