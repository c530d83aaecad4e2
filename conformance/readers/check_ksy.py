"""Reads what our codecs wrote with the Python readers of packages/ksy, and compares every value with the state that was written.

Standard input: samples as .ci/ksy-samples.mjs prints them. One of each is also cut short: that must be refused. Ends with
a line that counts."""
import importlib.util
import json
import os
import sys

import kaitaistruct

# Debian's runtime is 0.10 and reads what these readers need; they ask for 0.11.
if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    kaitaistruct.API_VERSION = (0, 11)

PACKAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'packages', 'ksy')


def reader_class(sample):
    spec = importlib.util.spec_from_file_location(sample['id'], os.path.join(PACKAGE, sample['python']))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, ''.join(word.capitalize() for word in sample['id'].split('_')))


class Walker:
    """What a reader found, by the names of the spec."""

    def __init__(self, description):
        self.description = description

    def body(self, kind, parsed):
        values = {}
        for attribute in kind['seq']:
            raw = getattr(parsed, attribute['id'], None)
            if raw is None:
                continue
            if attribute.get('-migspec') == 'subsections':
                for element in raw:
                    for inner in self.type_of(attribute)['seq']:
                        came = getattr(element, inner['id'], None)
                        if '-orig-id' in inner and came is not None:
                            values.update(self.body(self.type_of(inner), came))
            elif '-orig-id' in attribute:
                values[attribute['-orig-id']] = self.value(attribute, raw)
        return values

    def value(self, attribute, raw):
        if attribute.get('-migspec') == 'list':
            element = next(each for each in self.type_of(attribute)['seq'] if each['id'] == 'element')
            return [self.one(element, entry.element) for entry in raw if getattr(entry, 'element', None) is not None]
        if 'repeat' in attribute:
            return [self.one(attribute, each) for each in raw]
        return self.one(attribute, raw)

    def one(self, attribute, raw):
        if 'enum' in attribute:
            return self.description['enums'][attribute['enum']][str(int(raw))]['-orig-id']
        if isinstance(raw, bytes):
            return raw.hex()
        if isinstance(raw, (int, str)):
            return raw
        kind = self.type_of(attribute)
        if [each['id'] for each in kind['seq']] in (['hi', 'lo'], ['lo', 'hi']):
            whole = raw.whole
            if whole != raw.hi * 2**32 + raw.lo:
                raise ValueError('%s: %d is not its halves' % (attribute['id'], whole))
            return attribute.get('-values', {}).get(str(whole), str(whole))
        if kind['seq'] and kind['seq'][0].get('-migspec') == 'row':
            return self.value(kind['seq'][0], getattr(raw, kind['seq'][0]['id']))
        return self.body(kind, raw)

    def type_of(self, attribute):
        return self.description['types'][attribute['type'].split('(')[0]]


def differences(state, found, path=''):
    """Paths that differ; what did not travel is not compared."""
    if isinstance(state, dict) and isinstance(found, dict):
        return [line for name in state if name in found for line in differences(state[name], found[name], path + '.' + name)]
    if isinstance(state, list) and isinstance(found, list):
        if len(state) != len(found):
            return ['%s: %d elements, read %d' % (path, len(state), len(found))]
        return [line for at, each in enumerate(state) for line in differences(each, found[at], '%s[%d]' % (path, at))]
    if isinstance(state, str) and isinstance(found, list):
        return differences(list(bytes.fromhex(state)), found, path)
    return [] if state == found else ['%s: %r, read %r' % (path, state, found)]


def refused(reader, params, data):
    """Whether the reader refuses, or leaves bytes unread."""
    io = kaitaistruct.KaitaiStream(kaitaistruct.BytesIO(data))
    try:
        reader(*params, io)
    except (EOFError, kaitaistruct.KaitaiStructError, UnicodeDecodeError):
        return True
    return False


def main():
    faults = []
    states = cuts = 0
    for sample in json.load(sys.stdin):
        reader = reader_class(sample)
        walker = Walker(sample['description'])
        params = sample['params']
        for state in sample['states']:
            data = bytes.fromhex(state['hex'])
            io = kaitaistruct.KaitaiStream(kaitaistruct.BytesIO(data))
            found = walker.body(sample['description'], reader(*params, io))
            states += 1
            lines = differences(state['state'], found)
            if not found or io.pos() != len(data):
                lines.append('%d of %d bytes, %d variables' % (io.pos(), len(data), len(found)))
            faults += ['%s %s%s' % (sample['id'], state['name'], line) for line in lines]
        data = bytes.fromhex(sample['states'][0]['hex'])
        for length in (0, 1, len(data) // 2):
            cuts += 1
            if length < len(data) and not refused(reader, params, data[:length]):
                faults.append('%s: cut to %d bytes, and read' % (sample['id'], length))
    for fault in faults[:20]:
        print(fault)
    print('%d states read again by Python, %d cut short and refused, %d faults' % (states, cuts, len(faults)))
    return 0 if states > 0 and not faults else 1


if __name__ == '__main__':
    sys.exit(main())
