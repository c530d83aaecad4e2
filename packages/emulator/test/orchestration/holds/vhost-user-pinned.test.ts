import { holds } from '../holds.js';

holds('vhost-user-pinned');
