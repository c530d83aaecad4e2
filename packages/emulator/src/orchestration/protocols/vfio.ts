/** A VFIO device, version 2 of the kernel's interface: what the destination must match is the first thing that PRE_COPY gives. */
import { find, goOn, kill, load, make, match, receive, report, run, send, stop, to } from '../acts.js';
import type { Behaviour, Protocol, Transition } from '../protocol.js';

const clear = to('clearing', send('destination', 'quit', 'bit'));
const bury = to('burying', send('destination', 'quit', 'bit'));
const kept = to('kept', report('kept'));
const lost = to('ended', report('lost'));
const migrated = to('migrated', report('migrated'));

export const manager: Behaviour = {
  idle: { begin: to('making', send('destination', 'incoming', 'configuration')), refused: kept },
  making: {
    listening: to('migrating', send('source', 'migrate')),
    failed: kept,
    'gone:destination': kept,
    'gone:source': bury,
    lost: bury,
    timeout: clear,
  },
  // The source decides, and says what became of it; who does not hear it asks again.
  migrating: {
    completed: migrated,
    failed: clear,
    lost: bury,
    'gone:source': bury,
    'gone:destination': to('doubting'),
    timeout: to('migrating', send('source', 'status')),
  },
  // What the source has handed over is gone with the destination; what it has not, it still has.
  doubting: { completed: lost, failed: kept, lost, 'gone:source': lost, timeout: to('doubting', send('source', 'status')) },
  clearing: { killed: kept, 'gone:destination': kept, 'gone:source': bury, lost: bury, timeout: clear },
  burying: { killed: lost, runs: migrated, 'gone:destination': lost, timeout: bury },
  // It has been said how it ended; that may not last.
  kept: { 'gone:source': lost, lost },
  migrated: { 'gone:destination': lost, lost },
  ended: {},
};

/** Failed: the guest goes on here, and the destination sees the stream end. */
const back = (...acts: Transition['do']): Transition => to('back', run, send('destination', 'end-of-stream', 'bit'), ...acts);
const told = back(send('manager', 'failed', 'bit'));
const known = back(send('manager', 'failed', 'reason'));

const handed = to('handed', kill, send('manager', 'completed'));

/** What the source does when nothing comes back, or the end of it: the lock says whether the destination has the guest. */
export const sourceWaiting = {
  loaded: handed,
  closed: told,
  'gone:destination': known,
  timeout: known,
  refused: known,
  held: handed,
  moved: to('outrun', kill, send('manager', 'lost', 'reason')),
} as const satisfies Behaviour[string];

/** Asked how it goes, and nothing was ever begun. */
export const notStarted = to('back', find('NOT_STARTED', 'nobody has asked for a migration here'), send('manager', 'failed', 'reason'));

export const sourceEnds: Behaviour = {
  back: { status: to('back', send('manager', 'failed', 'reason')) },
  handed: { status: to('handed', send('manager', 'completed')) },
  outrun: { status: to('outrun', send('manager', 'lost', 'reason')) },
};

const source: Behaviour = {
  // RUNNING
  idle: {
    migrate: to('pre-copy', send('destination', 'initial', 'head'), goOn('copy')),
    refused: known,
    status: notStarted,
  },
  // PRE_COPY
  'pre-copy': {
    copy: to('pre-copy', send('destination', 'memory', 'memory'), goOn('switch')),
    // STOP_COPY, and then STOP
    switch: to('stopped', stop, send('destination', 'state', 'state', 'lock')),
    closed: told,
    'gone:destination': known,
    refused: known,
  },
  stopped: sourceWaiting,
  ...sourceEnds,
};

const refuse = to('refused', kill, send('source', 'closed', 'bit'), send('manager', 'exited', 'reason'));
export const killed = to('refused', kill, send('manager', 'killed', 'reason'));

const destination: Behaviour = {
  idle: {
    incoming: to('resuming', make(), send('manager', 'listening')),
    refused: to('refused', kill, send('manager', 'failed', 'reason')),
    quit: killed,
  },
  // RESUMING; the device is in STOP when it has loaded, and then RUNNING
  resuming: {
    initial: to('resuming', receive, match),
    memory: to('resuming', receive),
    state: to('running', receive, load, run, send('source', 'loaded')),
    refused: refuse,
    held: refuse,
    moved: refuse,
    'end-of-stream': to('refused', kill),
    'gone:source': refuse,
    quit: killed,
  },
  refused: { quit: killed },
  running: { quit: to('running', send('manager', 'runs')) },
};

export const vfio: Protocol = {
  name: 'vfio',
  title: 'VFIO, version 2',
  doc: 'The initial bytes of PRE_COPY say what the destination’s driver must match, and it refuses them while the guest still runs. The return path says whether the rest was loaded, in one word.',
  sources: [
    'include/uapi/linux/vfio.h',
    'drivers/vfio/pci/hisilicon/hisi_acc_vfio_pci.c',
    'https://www.qemu.org/docs/master/devel/migration/vfio.html',
  ],
  parties: { manager, source, destination },
  spares: ['copying memory', 'stopping the guest'],
  limits: [
    { party: 'source', knows: 'failed', by: 'closed', why: 'The return path is one word: loaded or not.' },
    { party: 'destination', knows: 'failed', by: 'quit', why: 'Quit says that it is over, not why.' },
    { party: 'destination', knows: 'failed', by: 'end-of-stream', why: 'A stream that ends does not say why.' },
    {
      party: 'source',
      knows: 'nothing',
      by: 'handed over',
      why: 'It has been told that the destination has the guest, and nobody tells it more.',
    },
  ],
};
