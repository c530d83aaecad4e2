/** libvirt's protocol before version 3: the destination's VM is made first, and the source is gone when Perform returns. */
import { find, goOn, kill, load, make, match, readCookie, receive, report, run, send, stop, to } from '../acts.js';
import type { Behaviour, Protocol, Transition } from '../protocol.js';

const abort = to('aborting', send('source', 'cancel', 'bit'));
const clear = to('clearing', send('destination', 'cancel', 'bit'));
const bury = to('burying', send('destination', 'cancel', 'bit'));
const finish = to('finishing', send('destination', 'finish'));
const orphan = to('finishing-orphan', send('destination', 'finish'));
const kept = to('kept', report('kept'));
const lost = to('ended', report('lost'));
const migrated = to('migrated', report('migrated'));

const manager: Behaviour = {
  idle: { begin: to('describing', send('source', 'describe')) },
  describing: {
    described: to('preparing', send('destination', 'prepare', 'configuration')),
    failed: kept,
    'gone:source': lost,
    timeout: abort,
  },
  preparing: {
    prepared: to('performing', send('source', 'perform', 'cookie')),
    failed: kept,
    'gone:destination': kept,
    'gone:source': bury,
    timeout: clear,
  },
  performing: {
    performed: finish,
    failed: clear,
    'gone:destination': abort,
    'gone:source': bury,
    timeout: abort,
  },
  // The source may have handed over already: then it says so again.
  aborting: { resumed: clear, failed: clear, performed: finish, 'gone:source': orphan, timeout: abort },
  // The source had perhaps handed over: then the destination has the guest.
  'finishing-orphan': { finished: migrated, failed: bury, 'gone:destination': lost, timeout: orphan },
  finishing: {
    finished: migrated,
    // The source is gone: the VM stays, paused, and whoever can put things right tries again.
    failed: to('finishing-again', send('destination', 'finish')),
    'gone:destination': lost,
    timeout: finish,
  },
  'finishing-again': {
    finished: migrated,
    failed: to('finishing-last', send('destination', 'finish')),
    'gone:destination': lost,
    timeout: finish,
  },
  'finishing-last': { finished: migrated, failed: bury, 'gone:destination': lost, timeout: finish },
  clearing: { killed: kept, 'gone:destination': kept, 'gone:source': bury, timeout: clear },
  burying: { killed: lost, runs: migrated, 'gone:destination': lost, timeout: bury },
  // It has been said how it ended; that may not last.
  kept: { 'gone:source': lost, lost },
  migrated: { 'gone:destination': lost, lost },
  ended: {},
};

const resumed = to('resumed', run, send('manager', 'resumed'));
const giveUp = (...acts: Transition['do']): Transition => to('resumed', run, ...acts);

const source: Behaviour = {
  idle: {
    describe: to('described', send('manager', 'described', 'configuration')),
    refused: to('resumed', send('manager', 'failed', 'reason')),
    cancel: resumed,
  },
  described: {
    perform: to('copying', readCookie, match, send('destination', 'head', 'head'), goOn('copy')),
    refused: giveUp(send('manager', 'failed', 'reason')),
    cancel: resumed,
  },
  copying: {
    copy: to('copying', send('destination', 'memory', 'memory'), goOn('switch')),
    switch: to('waiting', stop, send('destination', 'state', 'state', 'lock')),
    closed: giveUp(send('manager', 'failed', 'bit')),
    'gone:destination': giveUp(send('manager', 'failed', 'reason')),
    refused: giveUp(send('manager', 'failed', 'reason')),
    cancel: resumed,
  },
  // The return path: Perform is not over before the destination has loaded.
  waiting: {
    loaded: to('handed', send('manager', 'performed'), kill),
    closed: giveUp(send('manager', 'failed', 'bit')),
    'gone:destination': giveUp(send('manager', 'failed', 'reason')),
    refused: giveUp(send('manager', 'failed', 'reason')),
    cancel: resumed,
  },
  handed: { cancel: to('handed', send('manager', 'performed')) },
  resumed: { cancel: to('resumed', send('manager', 'resumed')) },
};

const cleaned = to('cleaned', kill, send('manager', 'killed', 'reason'));
const nothingToRun = to('refused', find('STATE_MISSING', 'there is nothing to run'), kill, send('manager', 'failed', 'reason'));
const cannotRun = to('loaded', send('manager', 'failed', 'reason'));

const destination: Behaviour = {
  idle: {
    prepare: to('waiting', make(), send('manager', 'prepared', 'cookie')),
    refused: to('refused', kill, send('manager', 'failed', 'reason')),
    finish: nothingToRun,
    cancel: cleaned,
  },
  waiting: {
    head: to('waiting', receive),
    memory: to('waiting', receive),
    state: to('loaded', receive, load, send('source', 'loaded')),
    refused: to('refused', kill, send('source', 'closed', 'bit')),
    'gone:source': to('refused', kill),
    finish: nothingToRun,
    cancel: cleaned,
  },
  loaded: {
    finish: to('running', run, send('manager', 'finished')),
    refused: cannotRun,
    held: cannotRun,
    moved: cannotRun,
    cancel: cleaned,
  },
  refused: {
    finish: nothingToRun,
    cancel: cleaned,
  },
  cleaned: { finish: nothingToRun, cancel: cleaned },
  running: { finish: to('running', send('manager', 'finished')), cancel: to('running', send('manager', 'runs')) },
};

export const libvirtV2: Protocol = {
  name: 'libvirt-v2',
  title: 'libvirt, version 2',
  doc: 'Prepare, Perform, Finish. Prepare makes the VM and gives the source a cookie; the source matches only then, and when it refuses, the VM that was made is killed. The source is gone when Perform is over, which here waits for the word that the destination has loaded.',
  sources: [
    'https://libvirt.org/kbase/internals/qemu-migration.html',
    'src/qemu/qemu_migration.c (qemuMigrationDstFinish)',
    '002_f757c73484c2d6c4.txt',
  ],
  parties: { manager, source, destination },
  spares: ['copying memory', 'stopping the guest'],
  limits: [
    { party: 'source', knows: 'failed', by: 'cancel', why: 'An aborted job does not say why.' },
    { party: 'source', knows: 'failed', by: 'closed', why: 'A connection that breaks does not say why.' },
    {
      party: 'source',
      knows: 'nothing',
      by: '-',
      why: 'It was asked for its description; there is no message that says what became of Prepare.',
    },
    { party: 'source', knows: 'nothing', by: 'handed over', why: 'Perform is over and the source gone; there is no Confirm.' },
    { party: 'destination', knows: 'failed', by: 'cancel', why: 'Finish says cancelled or not, and no reason.' },
  ],
};
