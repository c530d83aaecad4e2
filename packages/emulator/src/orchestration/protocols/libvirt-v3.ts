/** libvirt's protocol with Begin and Confirm (2011): every phase takes a cookie and gives one, and the source lives until Confirm. */
import { find, goOn, kill, load, make, match, readCookie, receive, report, run, send, stop, to } from '../acts.js';
import type { Behaviour, Protocol, Transition } from '../protocol.js';

const cancelSource = to('resuming', send('source', 'cancel', 'bit'));
const abort = to('undoing', send('destination', 'cancel', 'bit'));
const bury = to('burying', send('destination', 'cancel', 'bit'));
const confirm = to('confirming', send('source', 'confirm'));
const kept = to('kept', report('kept'));
const lost = to('ended', report('lost'));
const migrated = to('migrated', report('migrated'));

const manager: Behaviour = {
  idle: { begin: to('beginning', send('source', 'begin')) },
  beginning: {
    begun: to('preparing', send('destination', 'prepare', 'configuration', 'cookie')),
    failed: kept,
    'gone:source': lost,
    timeout: cancelSource,
  },
  preparing: {
    prepared: to('performing', send('source', 'perform', 'cookie')),
    failed: cancelSource,
    'gone:destination': cancelSource,
    'gone:source': bury,
    timeout: abort,
  },
  performing: {
    performed: to('finishing', send('destination', 'finish')),
    failed: abort,
    'gone:destination': cancelSource,
    'gone:source': bury,
    timeout: abort,
  },
  finishing: {
    finished: confirm,
    failed: cancelSource,
    'gone:destination': cancelSource,
    // The destination may run and nobody can say so: the source tries, and the lock on the storage tells it.
    timeout: to('trying', send('source', 'cancel', 'bit')),
  },
  confirming: {
    confirmed: migrated,
    'gone:source': migrated,
    'gone:destination': to('burying-source', send('source', 'confirm')),
    timeout: confirm,
  },
  'burying-source': { confirmed: lost, 'gone:source': lost, timeout: to('burying-source', send('source', 'confirm')) },
  // Destination first: what it refused is the reason that the caller is told.
  undoing: {
    killed: cancelSource,
    runs: confirm,
    'gone:destination': cancelSource,
    'gone:source': bury,
    timeout: abort,
  },
  resuming: { resumed: kept, held: migrated, moved: lost, 'gone:source': lost, timeout: cancelSource },
  trying: {
    resumed: to('clearing', send('destination', 'cancel', 'bit')),
    held: migrated,
    moved: lost,
    'gone:source': bury,
    'gone:destination': to('trying-alone'),
    timeout: to('trying', send('source', 'cancel', 'bit')),
  },
  // Whoever had the lock when the source tried is gone by now.
  'trying-alone': {
    resumed: kept,
    held: lost,
    moved: lost,
    'gone:source': lost,
    timeout: to('trying-alone', send('source', 'cancel', 'bit')),
  },
  clearing: { killed: kept, 'gone:destination': kept, 'gone:source': bury, timeout: to('clearing', send('destination', 'cancel', 'bit')) },
  burying: { killed: lost, runs: migrated, 'gone:destination': lost, timeout: bury },
  // It has been said how it ended; that may not last.
  kept: { 'gone:source': lost, lost },
  migrated: { 'gone:destination': lost, lost },
  ended: {},
};

const resumed = to('resumed', run, send('manager', 'resumed'));
const giveUp = (...acts: Transition['do']): Transition => to('failed', run, ...acts);

const source: Behaviour = {
  idle: {
    begin: to('begun', send('manager', 'begun', 'configuration', 'cookie')),
    refused: to('failed', send('manager', 'failed', 'reason')),
    cancel: resumed,
  },
  begun: {
    perform: to('copying', readCookie, send('destination', 'head', 'head'), goOn('copy')),
    refused: giveUp(send('manager', 'failed', 'reason')),
    cancel: resumed,
  },
  copying: {
    copy: to('copying', send('destination', 'memory', 'memory'), goOn('switch')),
    switch: to('performed', stop, send('destination', 'state', 'state', 'lock'), send('manager', 'performed')),
    closed: giveUp(send('manager', 'failed', 'bit')),
    'gone:destination': giveUp(send('manager', 'failed', 'reason')),
    refused: giveUp(send('manager', 'failed', 'reason')),
    cancel: resumed,
  },
  performed: {
    confirm: to('killed', kill, send('manager', 'confirmed')),
    cancel: resumed,
    refused: resumed,
    held: to('yielded', kill, send('manager', 'held')),
    moved: to('outrun', kill, send('manager', 'moved')),
  },
  failed: { cancel: resumed },
  resumed: { cancel: resumed },
  killed: { confirm: to('killed', send('manager', 'confirmed')) },
  yielded: { cancel: to('yielded', send('manager', 'held')) },
  outrun: { cancel: to('outrun', send('manager', 'moved')) },
};

const refuse = to('refused', kill, send('manager', 'failed', 'reason'));
const cleaned = to('cleaned', kill, send('manager', 'killed', 'reason'));

const destination: Behaviour = {
  idle: {
    prepare: to('waiting', readCookie, match, make(), send('manager', 'prepared', 'cookie')),
    refused: refuse,
    cancel: cleaned,
  },
  waiting: {
    head: to('waiting', receive),
    memory: to('waiting', receive),
    state: to('loaded', receive, load),
    refused: to('closed', kill, send('source', 'closed', 'bit')),
    'gone:source': to('closed', kill),
    finish: to('refused', find('STATE_MISSING', 'the stream did not come to its end'), kill, send('manager', 'failed', 'reason')),
    cancel: cleaned,
  },
  loaded: {
    finish: to('running', run, send('manager', 'finished')),
    refused: refuse,
    held: refuse,
    moved: refuse,
    cancel: cleaned,
  },
  closed: { finish: refuse, cancel: cleaned },
  refused: { finish: refuse, cancel: cleaned },
  cleaned: { finish: refuse, cancel: cleaned },
  running: { finish: to('running', send('manager', 'finished')), cancel: to('running', send('manager', 'runs')) },
};

export const libvirtV3: Protocol = {
  name: 'libvirt-v3',
  title: 'libvirt, version 3',
  doc: 'Begin, Prepare, Perform, Finish, Confirm, each with a cookie in and out. The destination matches at Prepare, with what Begin told, before it makes anything; the source is there until Confirm.',
  sources: [
    'https://libvirt.org/kbase/internals/qemu-migration.html',
    'src/libvirt-domain.c (virDomainMigrateVersion3Full)',
    '002_f757c73484c2d6c4.txt',
  ],
  parties: { manager, source, destination },
  spares: ['making the VM', 'copying memory', 'stopping the guest'],
  limits: [
    { party: 'source', knows: 'failed', by: 'cancel', why: 'Confirm says cancelled or not, and no reason.' },
    { party: 'source', knows: 'failed', by: 'closed', why: 'A connection that breaks does not say why.' },
    { party: 'destination', knows: 'failed', by: 'cancel', why: 'Finish says cancelled or not, and no reason.' },
    {
      party: 'source',
      knows: 'nothing',
      by: 'handed over',
      why: 'Confirm has said that all is well; what happens at the destination after that is not its business.',
    },
  ],
};
