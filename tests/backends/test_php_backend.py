"""The PHP storefront backend: asked over HTTP on the loopback address, and interrupted.

usage: test_php_backend.py SOURCE_ROOT SQLITE_EXTENSION PROGRAM
"""
import base64
import concurrent.futures
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

root, extension, program = (pathlib.Path(arg).resolve() for arg in sys.argv[1:])
backend = root / 'examples/backends/php'
PHP = ['php', '-d', f'sqlite3.extension_dir={extension.parent}', '-d', 'error_reporting=-1']
MESSAGE = {'id': 'm1', 'email': 'ana@example.com', 'name': 'Ana', 'subject': 'A sock is missing',
           'text': 'I paid for two.', 'order_id': '1001'}
REMEDY_REFUSED, REMEDY_EXECUTED = 92, 98

# The shop, but that its program is gone as soon as the refund is booked, and before the commit.
CRASHING = '''<?php
require '{backend}/bootstrap.php';
$shop = new Shop\\Shop(getenv('SHOP_DATABASE'));
class Crashing extends Shop\\Refunds {{
    protected function book(string $requestId, string $orderId, int $amountMinor): void {{
        parent::book($requestId, $orderId, $amountMinor);
        posix_kill(getmypid(), SIGKILL);
    }}
    public function paid(string $requestId, string $paymentId): void {{
        parent::paid($requestId, $paymentId);
        posix_kill(getmypid(), SIGKILL);
    }}
}}
'''
ROUTER = CRASHING + '''Shop\\App::run(
    static fn () => new Shop\\App($shop, new Crashing($shop), new Shop\\Webhooks($shop, 'x')));
'''
BUSY = '''<?php
require '{backend}/bootstrap.php';
$shop = new Shop\\Shop(getenv('SHOP_DATABASE'), busyMs: 20);
Shop\\App::run(static fn () => new Shop\\App($shop, new Shop\\Refunds($shop), new Shop\\Webhooks($shop, 'x')));
'''
WORKER = CRASHING + '''
(new Shop\\Worker($shop, new Crashing($shop), new Shop\\FilePayments(getenv('SHOP_PAYMENTS'))))->turn();
'''
DECLINING = '''<?php
require '{backend}/bootstrap.php';
$shop = new Shop\\Shop(getenv('SHOP_DATABASE'));
final class Declining implements Shop\\Payments {{
    public function refund(string $key, string $orderId, int $amountMinor, string $currency): string {{
        throw new Shop\\Declined('the card is closed');
    }}
}}
(new Shop\\Worker($shop, new Shop\\Refunds($shop), new Declining()))->turn();
'''
UNREACHABLE = DECLINING.replace("Shop\\Declined('the card is closed')", "RuntimeException('no route to host')")


class Shop(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.file = self.folder / 'shop.db'
        self.paid = self.folder / 'payments.jsonl'
        self.env = {**os.environ, 'SHOP_DATABASE': str(self.file), 'SHOP_WEBHOOK_SECRET': 'sesame',
                    'SHOP_PAYMENTS': str(self.paid), 'PHP_CLI_SERVER_WORKERS': '4'}
        tokens = self.php(backend / 'bin/setup.php').stdout.split()
        self.priya, self.luis = tokens[1], tokens[3]

    def tearDown(self):
        """Whatever happened, the desk is whole, and the two sides agree."""
        for command in ('check', 'verify'):
            run = subprocess.run([program, '--db', self.file, command], capture_output=True, text=True)
            self.assertEqual((run.returncode, run.stderr), (0, ''), run.stdout)
        order = self.row("SELECT refunded_minor FROM orders WHERE id = '1001'")
        booked = self.row("SELECT coalesce(sum(amount_minor), 0) FROM refunds WHERE state <> 'failed'")
        self.assertEqual(order, booked)
        self.assertEqual(self.row('SELECT count(*) FROM refunds'), (self.events(REMEDY_EXECUTED),))

    def php(self, *arguments, check=True):
        return subprocess.run([*PHP, *arguments], env=self.env, capture_output=True, text=True, check=check)

    def script(self, name, text):
        file = self.folder / name
        file.write_text(text.format(backend=backend), encoding='utf-8')
        return file

    def serve(self, router=backend / 'public/index.php'):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        with open(self.folder / 'server.log', 'a', encoding='utf-8') as log:
            server = subprocess.Popen([*PHP, '-S', f'127.0.0.1:{self.port}', router], env=self.env,
                                      stdout=log, stderr=log, start_new_session=True)

        def stop():
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        self.addCleanup(stop)
        for _ in range(100):
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        self.fail((self.folder / 'server.log').read_text(encoding='utf-8'))

    def ask(self, method, path, body='', **headers):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        try:
            connection.request(method, path, body.encode(), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def message(self, delivery='d1', secret=b'sesame', signature=None, **changes):
        body = json.dumps({**MESSAGE, **changes})
        signature = signature or base64.b64encode(hmac.digest(secret, body.encode(), hashlib.sha256)).decode()
        return self.ask('POST', '/webhooks/messages', body,
                        **{'X-Shop-Signature': signature, 'X-Shop-Delivery': delivery})

    def refund(self, amount, key, ticket='1', token=None, order='1001', **more):
        body = json.dumps({'ticket_id': ticket, 'amount': amount, **more})
        return self.ask('POST', f'/orders/{order}/refunds', body,
                        **{'Authorization': f'Bearer {token or self.priya}', 'Idempotency-Key': key})

    def order(self):
        return self.ask('GET', '/orders/1001', Authorization=f'Bearer {self.priya}')[1]

    def row(self, sql):
        with sqlite3.connect(self.file) as connection:
            return connection.execute(sql).fetchone()

    def events(self, kind):
        return self.row(f'SELECT count(*) FROM sup_event WHERE kind = {kind}')[0]

    def wait_no_longer(self):
        with sqlite3.connect(self.file) as connection:
            connection.execute('UPDATE refunds SET next_try = 0')

    def work(self):
        return self.php(backend / 'bin/worker.php', '--once').stdout

    def test_a_message_becomes_a_ticket_once(self):
        self.serve()
        self.assertEqual(self.message(), (200, {'ticket_id': '1', 'is_replay': False}))
        self.assertEqual(self.message(), (200, {'ticket_id': '1', 'is_replay': True}))
        self.assertEqual(self.order()['tickets'], [{'id': '1', 'status': 'new', 'subject': 'A sock is missing'}])
        # Another delivery of the same message, and the same delivery with another one.
        self.assertEqual(self.message('d2')[1]['ticket_id'], '1')
        self.assertEqual(self.row('SELECT count(*) FROM sup_message'), (1,))
        status, answer = self.message(text='Something else')
        self.assertEqual((status, answer['code']), (409, 'CONFLICT'))
        # The customer writes again about the same order.
        self.assertEqual(self.message('d3', id='m2', text='It is the left one.')[1]['ticket_id'], '1')
        self.assertEqual(self.row('SELECT count(*) FROM sup_message'), (2,))

    def test_who_did_not_sign_is_not_heard(self):
        self.serve()
        for answer in (self.message(secret=b'guess'), self.message(signature='AAAA'), self.message(signature='%%%'),
                       self.ask('POST', '/webhooks/messages', json.dumps(MESSAGE))):
            self.assertEqual(answer, (401, {'error': 'the signature is not of this body'}))
        self.assertEqual(self.message(subject=None), (400, {'error': 'the message has no subject'}))
        self.assertEqual(self.row('SELECT count(*) FROM sup_ticket'), (0,))

    def test_bad_requests_are_told(self):
        self.serve()
        self.message()
        signed_in = {'Authorization': f'Bearer {self.priya}'}
        self.assertEqual(self.ask('GET', '/orders/%ff', **signed_in), (400, {'error': 'the path is not UTF-8'}))
        self.assertEqual(self.ask('GET', '//', **signed_in)[0], 404)
        for body in ('', '{', '7', '"x"', '[]', '{"ticket_id":["1"],"amount":"1.00"}',
                     '{"ticket_id":"1","amount":["1.00"]}', '{"ticket_id":"1","amount":1.5}', '[' * 600):
            status, _ = self.ask('POST', '/orders/1001/refunds', body, **signed_in, **{'Idempotency-Key': 'a'})
            self.assertEqual(status, 400, body)
        self.assertEqual(self.refund('1.00', 'x' * 200)[0], 422)
        self.assertEqual(self.message('d9', id='m9', order_id='x' * 300)[0], 422)
        self.assertEqual(self.message('x' * 200, id='m9')[0], 422)

    def test_a_shop_that_is_busy_says_when_to_come_again(self):
        self.serve(self.script('busy.php', BUSY))
        with sqlite3.connect(self.file, isolation_level=None) as other:
            other.execute('BEGIN IMMEDIATE')
            connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
            connection.request('POST', '/refunds/1/approval', headers={'Authorization': f'Bearer {self.priya}'})
            answer = connection.getresponse()
            self.assertEqual((answer.status, answer.getheader('Retry-After'), json.loads(answer.read())),
                             (503, '1', {'error': 'another process is writing: try again'}))
            connection.close()
            other.execute('ROLLBACK')

    def test_a_shop_that_was_told_nothing_says_so(self):
        again = self.php(backend / 'bin/setup.php', check=False)
        self.assertEqual((again.returncode, again.stderr),
                         (1, 'the shop is set up already; its tokens were printed then\n'))
        self.assertEqual(self.row('SELECT count(*) FROM sup_agent'), (2,))
        for name in ('SHOP_PAYMENTS', 'SHOP_DATABASE'):
            del self.env[name]
            run = self.php(backend / 'bin/worker.php', '--once', check=False)
            self.assertEqual((run.returncode, run.stdout, run.stderr), (1, '', f'{name} is not set\n'))
        self.serve()
        self.assertEqual(self.ask('GET', '/orders/1001'), (500, {'error': 'something went wrong'}))
        self.assertIn('SHOP_DATABASE is not set', (self.folder / 'server.log').read_text(encoding='utf-8'))

    def test_who_is_not_signed_in_refunds_nothing(self):
        self.serve()
        self.message()
        self.assertEqual(self.refund('15.00', 'a', token='guess'), (401, {'error': 'sign in first'}))
        self.assertEqual(self.refund('15.00', 'a', order='9')[0], 404)
        self.assertEqual(self.refund('15', 'a')[0], 400)
        self.assertEqual(self.refund('15.00', '')[0], 400)
        self.assertEqual(self.refund('15.00', 'a', ticket='77')[0], 404)

    def test_a_refund_and_its_decision_are_one(self):
        self.serve()
        self.message()
        status, asked = self.refund('15.00', 'a')
        self.assertEqual((status, asked['request_id'], asked['state']), (201, '1', 'executing'))
        self.assertEqual(self.refund('15.00', 'a'), (201, asked))  # the button was pressed twice
        self.assertEqual(self.order()['refunded'], '15.00')
        self.work()
        self.assertEqual(self.order()['refunds'],
                         [{'request_id': '1', 'state': 'paid', 'payment_id': 'payment-refund-1'}])
        self.work()
        self.assertEqual(self.paid.read_text(encoding='utf-8'),
                         '{"key":"refund-1","order":"1001","amount":"15.00","currency":"EUR"}\n')

    def test_what_the_cap_refuses_leaves_the_order_and_a_record(self):
        self.serve()
        self.message()
        status, answer = self.refund('100.01', 'a')
        self.assertEqual((status, answer['code'], answer['error']),
                         (403, 'REFUSED', 'refund.partial of 100.01 EUR for ticket 1: '
                                          'the row no_larger_refund refuses it'))
        self.assertEqual(self.order()['refunded'], '0.00')
        self.assertEqual(self.events(REMEDY_REFUSED), 1)

    def test_more_than_the_cap_waits_for_a_lead(self):
        self.serve()
        self.message()
        status, asked = self.refund('20.01', 'a')
        self.assertEqual((status, asked['state']), (202, 'waiting'))
        approval = f'/refunds/{asked["request_id"]}/approval'
        self.assertEqual(self.ask('POST', approval, Authorization=f'Bearer {self.priya}')[0], 403)
        self.assertEqual(self.order()['refunded'], '0.00')
        status, answer = self.ask('POST', approval, Authorization=f'Bearer {self.luis}')
        self.assertEqual((status, answer['state']), (200, 'executing'))
        self.assertEqual(self.order()['refunded'], '20.01')

    def test_what_the_order_has_not_is_not_decided(self):
        self.serve()
        self.message()
        with sqlite3.connect(self.file) as connection:
            connection.execute("UPDATE orders SET paid_minor = 1000")
        self.assertEqual(self.refund('10.01', 'a'), (409, {'error': 'the order has not so much left to refund'}))
        self.assertEqual(self.row('SELECT count(*) FROM sup_event WHERE kind BETWEEN 91 AND 102'), (0,))
        self.assertEqual(self.refund('10.00', 'a')[0], 201)  # the key was not used up

    def test_a_crash_in_between_changes_neither_side(self):
        self.serve()
        self.message()
        self.serve(self.script('crash.php', ROUTER))
        with self.assertRaises((http.client.RemoteDisconnected, ConnectionResetError)):
            self.refund('15.00', 'a')
        self.assertEqual(self.row('SELECT refunded_minor FROM orders'), (0,))
        self.assertEqual(self.row('SELECT count(*) FROM refunds'), (0,))
        self.assertEqual(self.row('SELECT count(*) FROM sup_event WHERE kind BETWEEN 91 AND 102'), (0,))
        self.serve()
        self.assertEqual(self.refund('15.00', 'a')[0], 201)  # as if it had not been asked

    def test_a_worker_that_dies_pays_once(self):
        self.serve()
        self.message()
        self.refund('15.00', 'a')
        died = self.php(self.script('worker.php', WORKER), check=False)
        self.assertEqual(died.returncode, -signal.SIGKILL)
        self.assertEqual(self.row('SELECT state FROM refunds'), ('begun',))
        self.work()
        self.assertEqual(self.row('SELECT state FROM refunds'), ('paid',))
        self.assertEqual(len(self.paid.read_text(encoding='utf-8').splitlines()), 1)

    def test_a_payment_that_fails(self):
        self.serve()
        self.message()
        self.refund('15.00', 'a')
        said = self.php(self.script('away.php', UNREACHABLE)).stderr
        self.assertIn('refund 1 is tried again: no route to host', said)
        self.assertEqual(self.row('SELECT state, tries FROM refunds'), ('begun', 1))
        # Another one is paid meanwhile.
        self.assertEqual(self.refund('1.00', 'c')[0], 201)
        self.work()
        self.assertEqual(self.row("SELECT group_concat(state) FROM refunds"), ('begun,paid',))
        self.wait_no_longer()
        self.php(self.script('declined.php', DECLINING))
        self.assertEqual(self.row("SELECT group_concat(state) FROM refunds"), ('failed,paid',))
        self.assertEqual(self.order()['refunded'], '1.00')
        self.assertEqual(self.refund('20.00', 'b')[0], 201)  # the limit has its room again

    def test_a_payment_that_comes_late(self):
        self.serve()
        self.message()
        self.refund('15.00', 'a')
        for tries, wait in enumerate((1, 2, 4), 1):
            self.wait_no_longer()
            before = int(time.time())
            self.php(self.script('away.php', UNREACHABLE))
            row = self.row('SELECT tries, next_try FROM refunds')
            self.assertEqual(row[0], tries)
            self.assertIn(row[1] - before, (wait, wait + 1, wait + 2))
        self.work()  # not yet
        self.wait_no_longer()
        self.work()
        self.assertEqual(self.row('SELECT state FROM refunds'), ('paid',))
        self.assertEqual(len(self.paid.read_text(encoding='utf-8').splitlines()), 1)

    def test_many_at_once_stay_within_the_limit(self):
        """30.00 of an order without approval: two of eight, whoever is first. No two are alike."""
        self.serve()
        self.message()
        amounts = ['15.00', '14.99', '14.98', '14.97', '14.96', '14.95', '14.94', '14.93']
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda amount: self.refund(amount, amount), amounts))
        self.assertEqual(sorted(status for status, _ in answers), [201] * 2 + [202] * 6)
        given = sum(int(amount.replace('.', '')) for amount, (status, _) in zip(amounts, answers) if status == 201)
        self.assertEqual(self.row('SELECT refunded_minor FROM orders'), (given,))

    def test_the_same_again_has_to_be_meant(self):
        self.serve()
        self.message()
        self.assertEqual(self.refund('5.00', 'a')[0], 201)
        status, answer = self.refund('5.00', 'b')
        self.assertEqual((status, answer['code']), (403, 'REFUSED'))
        self.assertEqual(self.order()['refunded'], '5.00')
        status, answer = self.refund('5.00', 'b', duplicate_of='1')
        self.assertEqual((status, answer['state']), (201, 'executing'))
        self.assertEqual(self.order()['refunded'], '10.00')

    def test_the_worker_stops_when_told(self):
        worker = subprocess.Popen([*PHP, backend / 'bin/worker.php'], env=self.env, stderr=subprocess.PIPE)
        for _ in range(400):  # until it has had a turn
            if self.row('SELECT count(*) FROM sup_cursor') != (0,):
                break
            time.sleep(0.05)
        worker.terminate()
        _, said = worker.communicate(timeout=20)
        self.assertEqual((worker.returncode, said), (0, b''))


if __name__ == '__main__':
    if not shutil.which('php'):
        print('skipped: no php')
        sys.exit(77)
    has = subprocess.run(['php', '-r', 'exit(extension_loaded("sqlite3") ? 0 : 1);'], check=False)
    if has.returncode:
        print('skipped: PHP without sqlite3')
        sys.exit(77)
    unittest.main(argv=[sys.argv[0]], verbosity=1)
