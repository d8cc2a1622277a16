"""The Python binding: the conformance script, its README, and what only Python has.

usage: test_python.py SOURCE_ROOT SHARED_LIBRARY
"""
import datetime
import gc
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

root, shared = pathlib.Path(sys.argv[1]), sys.argv[2]
binding = root / 'examples/bindings/python'
sys.path.insert(0, str(binding))
sys.dont_write_bytecode = True
os.environ['SUPPORTCORE_LIBRARY'] = shared
if sys.version_info < (3, 11):
    print('skipped: Python is older than 3.11')
    sys.exit(77)

import supportcore  # noqa: E402
from supportcore import conformance, library as native, values  # noqa: E402

UTC = datetime.timezone.utc
NINE = datetime.datetime(2026, 3, 2, 9, tzinfo=UTC)


class Binding(unittest.TestCase):
    def setUp(self):
        self.now = NINE
        self.desk = supportcore.Desk(clock=lambda: self.now)
        self.addCleanup(self.desk.close)

    def test_conformance(self):
        self.assertEqual(conformance.main(str(root / 'examples/bindings/conformance.json')), 0)

    def test_conformance_notices(self):
        found = conformance.differences({'a': 1, 'b': None, 'c': [1], 'd': True},
                                        {'a': 2, 'b': 1, 'c': [], 'd': 1})
        self.assertEqual(list(found), ['/a is 2, not 1', '/b is there: 1',
                                       '/c has 0 items, not 1', '/d is 1, not True'])

    def test_readme(self):
        text = (binding / 'README.md').read_text(encoding='utf-8')
        code = re.search(r'```python\n(.*?)```', text, re.S).group(1)
        printed = re.search(r'prints\n\n```\n(.*?)```', text, re.S).group(1)
        run = subprocess.run([sys.executable, '-B', '-W', 'error', '-c', code], capture_output=True,
                             text=True, env={**os.environ, 'PYTHONPATH': str(binding)})
        self.assertEqual((run.stderr, run.stdout), ('', printed))

    def test_structs_are_those_of_the_header(self):
        """As cffi lays them out, where it is."""
        script = '''
import cffi, sys
ffi = cffi.FFI()
ffi.cdef(open(sys.argv[1]).read())
for name in sys.argv[2:]:
    kind = ffi.typeof('struct sup_' + name)
    print(name, ffi.sizeof(kind), *[field.offset for _, field in kind.fields])
'''
        structs = {'error': native.Error, 'caller': native.Caller, 'options': native.Options,
                   'sqlite_options': native.SqliteOptions, 'chain_key': native.ChainKey,
                   'zones': native.Zones}
        run = subprocess.run(['/usr/bin/python3', '-c', script,
                              str(root / 'include/supportcore_ffi.h'), *structs],
                             capture_output=True, text=True)
        if 'No module named' in run.stderr:
            self.skipTest('no cffi')
        lines = [' '.join(map(str, [name, native.ctypes.sizeof(kind),
                                    *(getattr(kind, field[0]).offset for field in kind._fields_)]))
                 for name, kind in structs.items()]
        self.assertEqual(run.stdout.splitlines(), lines)

    def test_dates_and_durations(self):
        shop = self.desk.system()
        rome = datetime.timezone(datetime.timedelta(hours=1))
        ticket = self.desk.system(at=datetime.datetime(2026, 3, 1, 23, 30, tzinfo=rome)).ticket.open(
            subject='Late')
        self.assertEqual(shop.ticket.get(ticket_id=ticket['ticket_id'])['opened_at'],
                         '2026-03-01T22:30:00.000Z')
        week = {'zone': 'Europe/Rome', 'week': '24x7'}
        self.assertEqual(shop.calendar.add(definition=week, from_=NINE,
                                           duration_ms=datetime.timedelta(minutes=90))['at'],
                         '2026-03-02T10:30:00.000Z')
        with self.assertRaisesRegex(ValueError, 'a time needs a zone'):
            shop.calendar.add(definition=week, from_=datetime.datetime(2026, 3, 2), duration_ms=0)
        before = datetime.datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
        self.assertEqual(values.as_json(before), '1969-12-31T23:59:59.999Z')

    def test_errors_have_classes(self):
        with self.assertRaises(supportcore.NotFound) as caught:
            self.desk.system().ticket.get(ticket_id=99)
        error = caught.exception
        self.assertEqual((error.code, error.field, error.retryable, error.message_name),
                         ('NOT_FOUND', '/params/ticket_id', False, 'TICKET_UNKNOWN'))
        self.assertEqual(str(error), 'there is no ticket 99 (/params/ticket_id)')
        with self.assertRaises(supportcore.StoreFailed) as caught:
            supportcore.Desk('/no/such/folder/desk.db')
        error = caught.exception
        self.assertEqual((error.hint, error.message_name, error.retryable),
                         ('check the path and its rights', 'STORE_OPEN', False))
        with self.assertRaises(OSError):
            supportcore.Desk(library='/no/such/library.so')

    def test_what_cannot_be_meant(self):
        self.desk.system().agent.save(name='Mara', roles=['agent'])
        for wrong in (2**63, 2**64 + 1, -1, 1.9, True, None, '', '1_0', ' 2 ', '+3', '\u0664', '1' * 20):
            with self.subTest(wrong), self.assertRaisesRegex(ValueError, 'a whole number below 2'):
                self.desk.agent(wrong)
        with self.assertRaisesRegex(ValueError, 'the tenant is a whole number'):
            supportcore.Desk(tenant=2**64 + 5)
        for wrong in ({'path': 'a\0b'}, {'durability': 'fast'}, {'zones': 'a\0b'}):
            with self.subTest(wrong), self.assertRaises(ValueError):
                supportcore.Desk(**wrong)
        for wrong in ('2026-03-02T09:00:00Z', 5, ''):
            with self.subTest(wrong), self.assertRaisesRegex(TypeError, 'a time is a datetime with a zone, not'):
                self.desk.system(at=wrong)
        with self.assertRaisesRegex(TypeError, 'busy_timeout is a timedelta, not 5'):
            supportcore.Desk(busy_timeout=5)
        with self.assertRaisesRegex(ValueError, 'busy_timeout is less than 25 days'):
            supportcore.Desk(busy_timeout=datetime.timedelta(days=100))
        with self.assertRaisesRegex(ValueError, 'not JSON compliant'):
            self.desk.system().ticket.open(subject=float('nan'))
        with self.assertRaisesRegex(ValueError, 'nobody acts as'):
            self.desk.caller('robot', 1)
        with self.assertRaisesRegex(ValueError, 'NUL'):
            self.desk.system(traceparent='a\0b')
        with self.assertRaisesRegex(ValueError, 'a millisecond later'):
            self.desk.system(at=values.EPOCH)
        with self.assertRaisesRegex(OSError, 'is not libsupportcore'):
            supportcore.Desk(library='libc.so.6')

    def test_a_desk_that_is_let_go_is_closed(self):
        folder = '/proc/self/fd'
        before = len(os.listdir(folder)) if os.path.isdir(folder) else 0
        with tempfile.TemporaryDirectory() as name, self.assertWarns(ResourceWarning):
            for _ in range(10):
                supportcore.Desk(pathlib.Path(name, 'desk.db'))
            gc.collect()
        self.assertEqual(len(os.listdir(folder)) if before else 0, before)

    def test_waiting_for_nobody(self):
        with tempfile.TemporaryDirectory() as name:
            file = pathlib.Path(name, 'desk.db')
            with supportcore.Desk(file, busy_timeout=datetime.timedelta(0)) as desk:
                other = sqlite3.connect(file, isolation_level=None)
                desk.system().ticket.open(subject='First')
                other.execute('BEGIN IMMEDIATE')
                begun = time.monotonic()
                with self.assertRaises(supportcore.Busy):
                    desk.system().ticket.open(subject='Second')
                self.assertLess(time.monotonic() - begun, 4)
                other.close()

    def test_replies_as_they_come(self):
        reply = self.desk.customer(1).send('{"jsonrpc":"2.0","id":"a","method":"agent.list"}')
        self.assertIn('"code":"REFUSED"', reply)
        self.assertEqual(self.desk.system().send('{"jsonrpc":"2.0","method":"desk.tick"}'), '')
        self.assertIn('-32700', self.desk.system().send('{'))

    def test_closed(self):
        self.desk.close()
        self.desk.close()
        with self.assertRaises(supportcore.Misuse):
            self.desk.system().desk.summary()
        with self.assertRaises(supportcore.Misuse):
            self.desk.maintain()

    def test_threads_share_a_desk(self):
        shop = self.desk.system()
        failures = []

        def work():
            try:
                for _ in range(50):
                    shop.ticket.open(subject='One of many')
            except Exception as error:  # told below
                failures.append(error)
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(shop.desk.summary()['ticket_count'], 200)

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            file, copy = pathlib.Path(folder, 'désk.db'), pathlib.Path(folder, 'copy.db')
            with self.assertRaises(supportcore.NotFound):
                supportcore.Desk(file, must_exist=True)
            keys = [('k1', b'sixteen bytes of it, or more')]
            with supportcore.Desk(file, tenant=7, durability='normal', chain_keys=keys,
                                  busy_timeout=datetime.timedelta(seconds=1)) as desk:
                desk.system().ticket.open(subject='Kept')
                desk.backup(copy)
                desk.maintain()
                desk.purge()
                with self.assertRaises(supportcore.Exists) as caught:
                    desk.backup(copy)
                self.assertEqual(caught.exception.message_name, 'STORE_TARGET')
            with supportcore.Desk(copy, tenant=7, is_read_only=True, chain_keys=keys) as desk:
                self.assertEqual(desk.system().ticket.get(ticket_id=1)['subject'], 'Kept')
                self.assertTrue(desk.system().chain.verify()['is_intact'])
                with self.assertRaises(supportcore.StoreFailed) as caught:
                    desk.system().ticket.open(subject='Refused')
                self.assertEqual((caught.exception.message_name, caught.exception.retryable),
                                 ('STORE_READ_ONLY', False))

    @unittest.skipUnless(hasattr(os, 'fork'), 'no fork')
    def test_fork(self):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                self.desk.system().desk.summary()
            except supportcore.Forked:
                os.write(write, b'forked')
            os._exit(0)
        os.close(write)
        os.waitpid(child, 0)
        self.assertEqual(os.read(read, 16), b'forked')
        os.close(read)

    def test_every_method_has_its_function(self):
        caller = self.desk.system()
        for method in caller.rpc.discover()['methods']:
            function = caller
            for name in method['name'].split('.'):
                function = getattr(function, conformance.python_name(name))
            self.assertTrue(callable(function), method['name'])


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0]], verbosity=1)
