import { holds } from '../holds.js';

holds('file');
