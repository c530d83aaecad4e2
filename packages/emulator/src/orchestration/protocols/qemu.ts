/** One program to another, and a person with two monitors: the source's stream goes one way, and nothing comes back. */
import { goOn, kill, load, make, match, receive, report, run, send, stop, to } from '../acts.js';
import type { Behaviour, Protocol, Transition } from '../protocol.js';

const goOnThere = to('continuing', send('source', 'cont'));
const quitSource = to('quitting', send('source', 'quit'));
const quitDestination = to('clearing', send('destination', 'quit', 'bit'));
const kept = to('kept', report('kept'));
const lost = to('ended', report('lost'));
const migrated = to('migrated', report('migrated'));

const manager: Behaviour = {
  idle: { begin: to('starting', match, send('destination', 'incoming', 'configuration')), refused: kept },
  starting: {
    listening: to('migrating', send('source', 'migrate')),
    exited: kept,
    'gone:destination': kept,
    'gone:source': to('burying', send('destination', 'quit', 'bit')),
    timeout: quitDestination,
  },
  migrating: {
    resumed: quitSource,
    exited: goOnThere,
    failed: quitDestination,
    'gone:destination': goOnThere,
    'gone:source': to('watching'),
    timeout: goOnThere,
  },
  // What the source sent may have been enough: the destination runs, or sees the end of the stream and exits.
  watching: { resumed: migrated, exited: lost, 'gone:destination': lost, timeout: to('burying', send('destination', 'quit', 'bit')) },
  continuing: {
    continued: quitDestination,
    held: migrated,
    moved: lost,
    'gone:source': to('burying', send('destination', 'quit', 'bit')),
    'gone:destination': to('continuing-alone'),
    timeout: goOnThere,
  },
  // Whoever had the lock when the source tried is gone by now.
  'continuing-alone': {
    continued: kept,
    held: lost,
    moved: lost,
    'gone:source': lost,
    timeout: to('continuing-alone', send('source', 'cont')),
  },
  clearing: { killed: kept, 'gone:destination': kept, 'gone:source': lost, timeout: quitDestination },
  quitting: {
    quit: migrated,
    'gone:source': migrated,
    'gone:destination': to('burying-source', send('source', 'quit')),
    timeout: quitSource,
  },
  'burying-source': { quit: lost, 'gone:source': lost, timeout: to('burying-source', send('source', 'quit')) },
  burying: { killed: lost, runs: migrated, 'gone:destination': lost, timeout: to('burying', send('destination', 'quit', 'bit')) },
  // It has been said how it ended; that may not last.
  kept: { 'gone:source': lost, lost },
  migrated: { 'gone:destination': lost, lost },
  ended: {},
};

const continued = to('running', run, send('manager', 'continued'));
const quit = to('gone', kill, send('manager', 'quit'));
const fails = (...acts: Transition['do']): Transition => to('running', run, send('destination', 'end-of-stream', 'bit'), ...acts);

const source: Behaviour = {
  idle: {
    migrate: to('copying', send('destination', 'head', 'head'), goOn('copy')),
    refused: fails(send('manager', 'failed', 'reason')),
    cont: continued,
  },
  copying: {
    copy: to('copying', send('destination', 'memory', 'memory'), goOn('switch')),
    switch: to('postmigrate', stop, send('destination', 'state', 'state', 'lock'), send('manager', 'completed')),
    closed: fails(send('manager', 'failed', 'bit')),
    'gone:destination': fails(send('manager', 'failed', 'reason')),
    refused: fails(send('manager', 'failed', 'reason')),
    cont: continued,
  },
  // All bytes are written; whether anybody could read them is not known here.
  postmigrate: {
    cont: continued,
    refused: continued,
    held: to('yielded', kill, send('manager', 'held')),
    moved: to('outrun', kill, send('manager', 'moved')),
    quit,
  },
  running: { cont: continued },
  yielded: { cont: to('yielded', send('manager', 'held')) },
  outrun: { cont: to('outrun', send('manager', 'moved')) },
  gone: { quit },
};

const exits = to('exited', kill, send('source', 'closed', 'bit'), send('manager', 'exited', 'reason'));
const killed = to('exited', kill, send('manager', 'killed', 'reason'));

const destination: Behaviour = {
  idle: { incoming: to('listening', make(), send('manager', 'listening')), refused: exits, quit: killed },
  listening: {
    head: to('listening', receive),
    memory: to('listening', receive),
    state: to('running', receive, load, run, send('manager', 'resumed')),
    refused: exits,
    held: exits,
    moved: exits,
    'end-of-stream': exits,
    'gone:source': exits,
    quit: killed,
  },
  running: { quit: to('running', send('manager', 'runs')) },
  exited: { quit: killed },
};

export const qemu: Protocol = {
  name: 'qemu',
  title: 'QEMU to QEMU, without a manager',
  doc: 'A person starts the destination, says migrate at the source, and looks at both. The stream goes one way (no return path): the source has done its part when everything is written. Whoever wants to know first asks before anything is started.',
  sources: ['https://www.qemu.org/docs/master/devel/migration/main.html', '004_917ab06300fbe859.txt'],
  parties: { manager, source, destination },
  spares: ['making the VM', 'copying memory', 'stopping the guest'],
  limits: [
    {
      party: 'source',
      knows: 'nothing',
      by: '-',
      why: 'Nothing comes back over the stream: all is written, and whoever says cont does not say why.',
    },
    { party: 'source', knows: 'nothing', by: 'handed over', why: 'Nothing comes back over the stream.' },
    { party: 'source', knows: 'failed', by: 'closed', why: 'A connection that breaks does not say why.' },
    { party: 'destination', knows: 'failed', by: 'end-of-stream', why: 'A stream that ends does not say why.' },
    { party: 'destination', knows: 'failed', by: 'quit', why: 'Quit says that it is over, not why.' },
    { party: 'manager', knows: 'failed', by: 'exited', why: 'The destination saw its stream end, and can say no more than that.' },
  ],
};
