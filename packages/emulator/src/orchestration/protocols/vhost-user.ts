/** vhost-user: the backend is another process, its state goes over a channel of its own, and one bit says whether it was taken. */
import { find, goOn, kill, load, make, receive, reset, run, send, stop, take, to } from '../acts.js';
import type { Behaviour, Protocol, Transition } from '../protocol.js';
import { killed, manager, notStarted, sourceEnds, sourceWaiting } from './vfio.js';

const back = (...acts: Transition['do']): Transition => to('back', run, send('destination', 'end-of-stream', 'bit'), ...acts);
const told = back(send('manager', 'failed', 'bit'));
const known = back(send('manager', 'failed', 'reason'));
/** Without its backend the guest’s device has lost what it was doing. */
const backendLost = to('outrun', kill, send('destination', 'end-of-stream', 'bit'), send('manager', 'lost', 'reason'));

export const source: Behaviour = {
  idle: {
    migrate: to('copying', send('destination', 'head', 'head'), goOn('copy')),
    refused: known,
    status: notStarted,
    'gone:source-backend': backendLost,
  },
  copying: {
    copy: to('copying', send('destination', 'memory', 'memory'), goOn('switch')),
    switch: to('suspending', stop, send('source-backend', 'give')),
    closed: told,
    'gone:destination': known,
    'gone:source-backend': backendLost,
    refused: known,
  },
  suspending: {
    given: to('stopped', receive, send('destination', 'state', 'state', 'backend', 'lock')),
    'not-given': told,
    closed: told,
    'gone:destination': known,
    'gone:source-backend': backendLost,
    timeout: back(find('NO_ANSWER', 'the backend does not give its state'), send('manager', 'failed', 'reason')),
    refused: known,
  },
  stopped: { ...sourceWaiting, 'gone:source-backend': to('stopped-alone') },
  'stopped-alone': {
    loaded: sourceWaiting.loaded,
    held: sourceWaiting.held,
    closed: backendLost,
    'gone:destination': backendLost,
    timeout: backendLost,
  },
  ...sourceEnds,
  back: { ...sourceEnds.back, 'gone:source-backend': backendLost },
};

/** The front has closed the socket, or is gone. */
const forget = to('idle', reset);

export const sourceBackend: Behaviour = {
  idle: {
    give: to('idle', send('source', 'given', 'backend')),
    refused: to('idle', send('source', 'not-given', 'bit')),
    disconnected: forget,
    'gone:source': forget,
  },
};

const refuse = to('refused', kill, send('source', 'closed', 'bit'), send('manager', 'exited', 'reason'));

/** From the moment it listens; how it came to listen is what differs. */
export const destinationTakes: Behaviour = {
  resuming: {
    head: to('resuming', receive),
    memory: to('resuming', receive),
    state: to('checking', receive, send('destination-backend', 'take', 'backend')),
    refused: refuse,
    'end-of-stream': to('refused', kill),
    'gone:source': refuse,
    'gone:destination-backend': refuse,
    quit: killed,
  },
  checking: {
    checked: to('running', load, run, send('source', 'loaded')),
    'not-checked': refuse,
    timeout: to(
      'refused',
      find('NO_ANSWER', 'the backend does not say whether it has taken its state'),
      kill,
      send('source', 'closed', 'bit'),
      send('manager', 'exited', 'reason'),
    ),
    refused: refuse,
    held: refuse,
    moved: refuse,
    'end-of-stream': to('refused', kill),
    'gone:source': refuse,
    'gone:destination-backend': refuse,
    quit: killed,
  },
  refused: { quit: killed },
  running: {
    quit: to('running', send('manager', 'runs')),
    'gone:destination-backend': to('refused', kill, send('manager', 'lost', 'reason')),
  },
};

const destination: Behaviour = {
  idle: {
    incoming: to('resuming', make('own'), send('manager', 'listening')),
    refused: to('refused', kill, send('manager', 'failed', 'reason')),
    quit: killed,
  },
  ...destinationTakes,
};

export const destinationBackend: Behaviour = {
  idle: {
    take: to('holding', take, send('destination', 'checked')),
    refused: to('idle', reset, send('destination', 'not-checked', 'bit')),
    disconnected: forget,
    'gone:destination': forget,
  },
  holding: { disconnected: forget, 'gone:destination': forget },
};

export const vhostUser: Protocol = {
  name: 'vhost-user',
  title: 'vhost-user, as it is',
  doc: 'Each host’s backend decides what there is. Its state is opaque to the hypervisor and goes through it to the other backend, which answers with one bit.',
  sources: ['https://www.qemu.org/docs/master/interop/vhost-user.html', '000_81e85c6b818faf95.txt'],
  parties: { manager, source, destination, 'source-backend': sourceBackend, 'destination-backend': destinationBackend },
  spares: [],
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
