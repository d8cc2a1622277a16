"""Verify event chains with Python's hashlib alone, from what include/supportcore/event.h says.

usage: test_chain_python.py MAKE_CHAIN

MAKE_CHAIN (tests/trust/make_chain.c) makes the databases: unkeyed, keyed, and with two rotations. Each
must verify here; each edit of each column, and each wrong key, must not.
"""

import hashlib
import pathlib
import sqlite3
import struct
import subprocess
import sys
import tempfile

KEYS = {None: b'', 'k1': b'0123456789abcdef', 'k2': b'k' * 64}
TENANT = 5
ROTATED = 3


class Broken(Exception):
    """What is wrong, and at which event."""


def sized(data):
    """A text or blob after its length as 32 bits; nothing has length 0."""
    data = data.encode() if isinstance(data, str) else data or b''
    return struct.pack('>I', len(data)) + data


def event_bytes(event):
    return (b'sup1' + struct.pack('>qqqiqqiqqqqqq',
                                  *(event[name] for name in (
                                      'tenant', 'sequence', 'operation', 'kind', 'at_ms',
                                      'recorded_ms', 'actor_kind', 'actor_id', 'ticket_id',
                                      'subject_id', 'number', 'flags', 'policy_version')))
            + sized(event['before']) + sized(event['after']) + sized(event['payload'])
            + sized(event['private_digest']))


def private_digest(text):
    parts = (text['title'], text['body'], text['data'])
    return hashlib.blake2b(
        text['salt'] + b''.join(b'\0' if part is None else b'\1' + sized(part) for part in parts),
        digest_size=32).digest()


def verify(path, keys):
    """How many events there are; raises Broken."""
    desk = sqlite3.connect(path)
    desk.row_factory = sqlite3.Row
    texts = {row['sequence']: row for row in
             desk.execute('SELECT * FROM sup_event_private WHERE tenant = ?', (TENANT,))}
    key = None
    previous = bytes(32)
    count = 0
    for event in desk.execute('SELECT * FROM sup_event WHERE tenant = ? ORDER BY sequence',
                              (TENANT,)):
        count += 1
        if event['sequence'] != count:
            raise Broken(f'{count} is missing')
        if count == 1 or event['kind'] == ROTATED:
            key = event['after']
        if key not in keys:
            raise Broken(f'{count} has a key that is not known')
        try:
            hashed = hashlib.blake2b(previous + event_bytes(event), digest_size=32,
                                     key=keys[key]).digest()
        except struct.error as error:
            raise Broken(f'{count} has a number out of range') from error
        if hashed != event['hash']:
            raise Broken(f'{count} was changed')
        text = texts.pop(count, None)
        if bool(event['private_digest']) != bool(text):
            raise Broken(f'{count} has lost or won a text')
        if text and private_digest(text) != event['private_digest']:
            raise Broken(f'{count} has another text')
        previous = hashed
    head = desk.execute('SELECT * FROM sup_head WHERE tenant = ?', (TENANT,)).fetchone()
    desk.close()
    if (head['sequence'], head['hash'], head['key_id']) != (count, previous, key or ''):
        raise Broken('the head is another one')
    return count


def must_be_broken(path, keys, what):
    try:
        verify(path, keys)
    except Broken:
        return
    sys.exit(f'{path.name}: not found: {what}')


EDITS = [f'UPDATE sup_event SET {column} = {column} + 1' for column in (
    'operation', 'kind', 'at_ms', 'recorded_ms', 'actor_kind', 'actor_id', 'ticket_id',
    'subject_id', 'number', 'flags', 'policy_version')] + [
    "UPDATE sup_event SET before = coalesce(before, '') || 'x'",
    "UPDATE sup_event SET after = coalesce(after, '') || 'x'",
    "UPDATE sup_event SET payload = payload || ' '",
    'UPDATE sup_event SET hash = zeroblob(32)',
    'DELETE FROM sup_event',
    "UPDATE sup_event_private SET title = coalesce(title, '') || 'x'",
    "UPDATE sup_event_private SET body = coalesce(body, '') || 'x'",
    "UPDATE sup_event_private SET data = coalesce(data, '') || ' '",
    'UPDATE sup_event_private SET salt = zeroblob(16)',
    'DELETE FROM sup_event_private']


def try_edits(path, keys, count):
    """Each edit of some events is found. Every edit is undone."""
    for sequence in range(2, count + 1, 3):
        for edit in EDITS:
            desk = sqlite3.connect(path)
            before = '\n'.join(desk.iterdump())
            changed = desk.execute(f'{edit} WHERE sequence = ?', (sequence,)).rowcount
            desk.commit()
            desk.close()
            if changed:
                must_be_broken(path, keys, f'{edit}, event {sequence}')
            path.unlink()
            desk = sqlite3.connect(path)
            desk.executescript(before)
            desk.close()


def main():
    make_chain = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        for kind, expected in (('unkeyed', 9), ('keyed', 9), ('rotated', 25)):
            path = pathlib.Path(folder) / f'{kind}.db'
            subprocess.run([make_chain, path, kind], check=True)
            count = verify(path, KEYS)
            if count != expected:
                sys.exit(f'{kind}: {count} events, not {expected}')
            if kind != 'unkeyed':
                must_be_broken(path, {None: b''}, 'a key that is not given')
                must_be_broken(path, {**KEYS, 'k1': b'0123456789abcdeX'}, 'a wrong key')
            if kind == 'rotated':
                must_be_broken(path, {**KEYS, 'k2': b'K' * 64}, 'a wrong second key')
            try_edits(path, KEYS, count)
            print(f'{kind}: {count} events, intact, and every edit found')


main()
