/** Save and restore through a file: there is no peer to ask, and the source is gone when the file is there. */
import { find, goOn, kill, load, make, match, receive, remove, report, run, seal, send, stop, to } from '../acts.js';
import type { Behaviour, Protocol } from '../protocol.js';

const save = to('saving', send('source', 'save'));
const restore = to('restoring', send('destination', 'restore'));
const restoreHere = to('returning', send('source', 'restore'));
const clear = to('clearing', send('file', 'remove'));
/** A file that is whole is all that is left of the guest: it stays. */
const bury = to('burying', send('file', 'remove-unless-whole'));
const kept = to('kept', report('kept'));
const lost = to('ended', report('lost'));

const manager: Behaviour = {
  idle: { begin: save },
  saving: {
    saved: restore,
    failed: clear,
    // What was written may be whole.
    'gone:source': restore,
    timeout: save,
  },
  restoring: {
    restored: to('tidying', send('file', 'remove')),
    failed: restoreHere,
    'no-file': bury,
    'gone:destination': restoreHere,
    timeout: restore,
  },
  // The guest goes back to where it came from; the file has everything, and is read again when something went wrong.
  returning: { restored: clear, 'not-back': to('returning-again', send('source', 'restore')), 'gone:source': bury, timeout: restoreHere },
  'returning-again': { restored: clear, 'not-back': lost, 'gone:source': bury, timeout: restoreHere },
  tidying: {
    removed: to('migrated', report('migrated')),
    'gone:destination': to('burying', send('file', 'remove')),
    timeout: to('tidying', send('file', 'remove')),
  },
  clearing: { removed: kept, 'gone:source': to('burying', send('file', 'remove')), timeout: clear },
  burying: { removed: lost, timeout: bury },
  // It has been said how it ended; that may not last.
  kept: { 'gone:source': lost, lost },
  migrated: { 'gone:destination': lost, lost },
  ended: {},
};

const noFile = to('running', run, send('file', 'remove'), send('manager', 'failed', 'reason'));
const back = to('restored', receive, make('file'), load, run, send('manager', 'restored'));
const readBack = to('reading', send('file', 'read-back'));
const notBack = to('saved', kill, send('manager', 'not-back', 'reason'));

const source: Behaviour = {
  idle: {
    save: to('writing', send('file', 'create', 'head'), goOn('copy')),
    refused: noFile,
  },
  // The guest runs while its memory is written, as it does when it goes to another host.
  writing: {
    copy: to('writing', send('file', 'write', 'memory'), goOn('switch')),
    switch: to('closing', stop, send('file', 'close', 'state', 'lock', 'total')),
    refused: noFile,
  },
  closing: {
    stored: to('saved', kill, send('manager', 'saved')),
    damaged: noFile,
    refused: noFile,
    timeout: to(
      'running',
      find('NO_ANSWER', 'nobody says that the file is whole'),
      run,
      send('file', 'remove'),
      send('manager', 'failed', 'reason'),
    ),
  },
  running: { save: to('running', send('manager', 'failed', 'reason')) },
  saved: { save: to('saved', send('manager', 'saved')), restore: readBack },
  reading: { contents: back, unreadable: notBack, refused: notBack, held: notBack, moved: notBack, restore: readBack },
  restored: { restore: to('restored', send('manager', 'restored')) },
};

const cannot = to('idle', kill, send('manager', 'failed', 'reason'));
const noSuchFile = to('idle', kill, send('manager', 'no-file', 'reason'));
const read = to('opening', kill, send('file', 'read'));

const destination: Behaviour = {
  idle: { restore: read },
  // The head says what the guest is: it is enough to refuse, and to make the VM.
  opening: {
    beginning: to('reading', receive, match, make('file'), send('file', 'read-on')),
    refused: cannot,
    unreadable: noSuchFile,
    restore: read,
  },
  reading: {
    rest: to('running', receive, load, run, send('manager', 'restored')),
    refused: cannot,
    held: cannot,
    moved: cannot,
    unreadable: noSuchFile,
    restore: read,
  },
  running: { restore: to('running', send('manager', 'restored')) },
};

/** What was still on its way when the file was removed makes no new one. */
const removed = to('removed', remove, send('manager', 'removed'));
const rest = ['memory', 'state', 'lock'] as const;
const nothing = find('FILE_NOT_WHOLE', 'there is no file that was closed');

const file: Behaviour = {
  idle: {
    create: to('open', receive),
    read: to('idle', nothing, send('destination', 'unreadable', 'reason')),
    'read-back': to('idle', nothing, send('source', 'unreadable', 'reason')),
    remove: removed,
    'remove-unless-whole': removed,
  },
  open: {
    write: to('open', receive),
    close: to('whole', receive, seal, send('source', 'stored')),
    refused: to('damaged', send('source', 'damaged', 'reason')),
    'remove-unless-whole': removed,
    read: to('open', nothing, send('destination', 'unreadable', 'reason')),
    'read-back': to('open', nothing, send('source', 'unreadable', 'reason')),
    remove: removed,
  },
  damaged: { remove: removed, 'remove-unless-whole': removed, read: to('damaged', send('destination', 'unreadable', 'reason')) },
  removed: {
    read: to('removed', nothing, send('destination', 'unreadable', 'reason')),
    'read-back': to('removed', nothing, send('source', 'unreadable', 'reason')),
    remove: removed,
    'remove-unless-whole': removed,
  },
  whole: {
    read: to('whole', send('destination', 'beginning', 'head')),
    'read-on': to('whole', send('destination', 'rest', ...rest)),
    'read-back': to('whole', send('source', 'contents', 'head', ...rest)),
    remove: removed,
    'remove-unless-whole': to('whole', send('manager', 'removed')),
  },
};

export const saveRestore: Protocol = {
  name: 'file',
  title: 'save and restore through a file',
  doc: 'The source writes a file and goes; later some host reads it. There is nobody to negotiate with: whether a host can read the file shows from the file’s head, before anything is made. A guest that cannot go there goes back to where it came from.',
  sources: ['https://libvirt.org/formatdomain.html', '002_f757c73484c2d6c4.txt'],
  parties: { manager, source, destination, file },
  spares: ['making the VM'],
  limits: [
    {
      party: 'source',
      knows: 'nothing',
      by: '-',
      why: 'Its part was over with the file; why another host could not read it is not said when it is told to restore.',
    },
    { party: 'source', knows: 'nothing', by: 'handed over', why: 'Its part was over with the file.' },
  ],
};
