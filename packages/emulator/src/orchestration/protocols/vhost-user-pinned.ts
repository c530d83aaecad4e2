/** vhost-user with the thread's proposal: the version that the VM was created with is stored, passed along, and told to the backend. */
import { kill, make, match, pin, report, send, to } from '../acts.js';
import type { Behaviour, Protocol } from '../protocol.js';
import { manager as decides, killed } from './vfio.js';
import { destinationBackend, destinationTakes, source, sourceBackend } from './vhost-user.js';

/** The list of versions that the destination's backend ships is read first. */
const manager: Behaviour = {
  ...decides,
  idle: { begin: to('making', match, send('destination', 'incoming', 'configuration')), refused: to('kept', report('kept')) },
};

const refuse = to('refused', kill, send('manager', 'failed', 'reason'));

const destination: Behaviour = {
  idle: { incoming: to('pinning', send('destination-backend', 'pin', 'configuration')), quit: killed },
  pinning: {
    pinned: to('resuming', make(), send('manager', 'listening')),
    'not-pinned': refuse,
    refused: refuse,
    'gone:destination-backend': refuse,
    timeout: refuse,
    quit: killed,
  },
  ...destinationTakes,
};

const backend: Behaviour = {
  ...destinationBackend,
  idle: {
    ...destinationBackend.idle,
    pin: to('pinned', pin, send('destination', 'pinned')),
    refused: to('idle', send('destination', 'not-pinned', 'reason')),
  },
  pinned: { ...destinationBackend.idle },
};

export const vhostUserPinned: Protocol = {
  name: 'vhost-user-pinned',
  title: 'vhost-user, version pinned',
  doc: 'The manager stores the version at the VM’s creation, looks for it in the list of the destination’s backend, and passes it with the VM; QEMU passes it to the backend before anything is made, and a backend that has not the version says so.',
  sources: ['000_81e85c6b818faf95.txt'],
  parties: { manager, source, destination, 'source-backend': sourceBackend, 'destination-backend': backend },
  spares: ['making the VM', 'copying memory', 'stopping the guest'],
  limits: [
    { party: 'source', knows: 'failed', by: 'closed', why: 'The return path is one word: loaded or not.' },
    { party: 'source', knows: 'failed', by: 'not-given', why: 'The backend answers with one bit.' },
    { party: 'destination', knows: 'failed', by: 'not-checked', why: 'The backend answers CHECK_DEVICE_STATE with one bit.' },
    { party: 'destination', knows: 'failed', by: 'quit', why: 'Quit says that it is over, not why.' },
    { party: 'destination', knows: 'failed', by: 'end-of-stream', why: 'A stream that ends does not say why.' },
    {
      party: 'manager',
      knows: 'failed',
      by: 'failed',
      why: 'The source has one bit from its backend, or one word from the destination, and no more to pass on.',
    },
    { party: 'manager', knows: 'failed', by: 'exited', why: 'The destination has one bit from its backend, and no more to pass on.' },
    {
      party: 'source',
      knows: 'nothing',
      by: 'handed over',
      why: 'It has been told that the destination has the guest, and nobody tells it more.',
    },
  ],
};
