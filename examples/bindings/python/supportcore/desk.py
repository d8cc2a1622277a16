"""A desk over an SQLite file, and who acts on it."""
from __future__ import annotations

import ctypes
import datetime
import json
import os
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from . import errors, library as native
from .methods import Methods
from .values import MILLISECOND, Id, as_json, bytes_of, milliseconds, whole_number

DURABILITIES = {'full': 0, 'normal': 1}
Clock = Callable[[], datetime.datetime]

# Made once: json.dumps() makes one a call for any option.
as_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


class Caller(Methods):
    """Who acts, with all methods of the desk: caller.ticket.reply(ticket_id=..., body=...).

    Made by desk.agent(3) and its like. It holds no resource: make one a request, or keep it.
    """

    def __init__(self, desk: Desk, kind: str, actor_id: Id, at: datetime.datetime | None,
                 traceparent: str | None, is_import: bool):
        super().__init__(self.call)
        if kind not in native.ACTORS:
            raise ValueError(f'nobody acts as {kind!r}: {", ".join(native.ACTORS)}')
        at_ms = 0 if at is None else milliseconds(at)
        if at is not None and at_ms == 0:
            raise ValueError('1970-01-01T00:00:00Z cannot be said: say a millisecond later')
        self._desk = desk
        self._caller = native.sized(  # what time it is then is filled in with each call
            native.Caller, actor_kind=native.ACTORS[kind],
            actor_id=whole_number(actor_id, 'the id of who acts'), at_ms=at_ms,
            traceparent=bytes_of(traceparent, 'traceparent') if traceparent else None,
            flags=native.IS_IMPORT if is_import else 0)

    def call(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        """Call a method by its name, such as "ticket.open", for what has no Python name.

        Answers the result; raises SupportcoreError.
        """
        # None is a parameter left out; within a document it is a value.
        given = {name: as_json(value) for name, value in (params or {}).items() if value is not None}
        request = as_text({'jsonrpc': '2.0', 'id': 1, 'method': method, 'params': given})
        reply = json.loads(self.send(request))
        if 'error' in reply:
            raise errors.of_reply(reply['error'])
        return reply['result']

    def send(self, request: str) -> str:
        """Answer a JSON-RPC request as it came, errors too: for a bridge to another program.

        Who asks is this caller, whatever the request says. Raises only where there is no reply:
        OutOfMemory, Misuse, Forked.
        """
        return self._desk._send(request.encode(), self._caller)


class Desk:
    """A desk over an SQLite file. Close it, or use it in a `with`.

    Threads may share one: calls wait for each other. For calls side by side open the file once a
    thread. After fork() open it anew: the child's calls raise Forked.
    """

    def __init__(self, path: str | os.PathLike[str] = ':memory:', *, tenant: int = 0,
                 is_read_only: bool = False, must_exist: bool = False,
                 durability: str = 'full', busy_timeout: datetime.timedelta | None = None,
                 chain_keys: Sequence[tuple[str, bytes]] = (), zones: str | None = None,
                 clock: Clock = utc_now, library: str | None = None):
        """Open a file, making it unless it must exist.

        tenant: whose desk in it; a shop with one desk leaves 0
        durability: 'full' survives power loss, 'normal' a crash of the process
        busy_timeout: how long to wait for another writer, a millisecond at least; 5 seconds if not stated
        chain_keys: id and bytes of the keys of the event chain, the one in use first
        zones: folder of the time zones; /usr/share/zoneinfo if not stated
        clock: what time it is; tests pass their own
        library: where libsupportcore.so is; SUPPORTCORE_LIBRARY says it too

        Raises SupportcoreError; ValueError for what cannot be meant; OSError when the library is not
        there, or is another.
        """
        if not isinstance(busy_timeout, (datetime.timedelta, type(None))):
            raise TypeError(f'busy_timeout is a timedelta, not {busy_timeout!r}')
        if durability not in DURABILITIES:
            raise ValueError(f"durability is 'full' or 'normal', not {durability!r}")
        self._library = native.load(library)
        self._clock = clock
        self._lock = threading.Lock()
        self._core = ctypes.c_void_p()
        self._reply = ctypes.c_void_p()  # of the call that runs; there is one at a time
        wait = 0 if busy_timeout is None else max(1, busy_timeout // MILLISECOND)
        if wait >= 2**31:
            raise ValueError(f'busy_timeout is less than 25 days, not {busy_timeout!r}')
        store = self._open_store(native.sized(
            native.SqliteOptions, path=bytes_of(path, 'the path'),
            durability=DURABILITIES[durability], busy_timeout_ms=wait,
            is_read_only=is_read_only, must_exist=must_exist))
        try:
            self._open_core(store, whole_number(tenant, 'the tenant'), chain_keys, zones)
        finally:
            self._library.sup_store_close(store)  # the core keeps it until it is closed

    def _open_store(self, options: native.SqliteOptions) -> ctypes.c_void_p:
        store, error = ctypes.c_void_p(), native.sized(native.Error)
        if self._library.sup_sqlite_open(options, store, error) != native.OK:
            raise native.exception(self._library, error)
        return store

    def _open_core(self, store: ctypes.c_void_p, tenant: int,
                   chain_keys: Sequence[tuple[str, bytes]], zones: str | None) -> None:
        keys = (native.ChainKey * len(chain_keys))(*(
            native.ChainKey(name.encode(), secret, len(secret)) for name, secret in chain_keys))
        options = native.sized(native.Options, store=store, tenant=tenant, chain_keys=keys,
                               chain_key_count=len(keys))
        if zones:
            options.zones = ctypes.pointer(native.sized(native.Zones, directory=bytes_of(zones, 'zones')))
        error = native.sized(native.Error)
        if self._library.sup_open(options, self._core, error) != native.OK:
            raise native.exception(self._library, error)

    def close(self) -> None:
        """Close the desk; a second time does nothing."""
        with self._lock:
            core, self._core = self._core, ctypes.c_void_p()
            self._library.sup_close(core)

    def __del__(self) -> None:
        if getattr(self, '_core', None):
            warnings.warn('a desk was let go that nobody closed', ResourceWarning, source=self)
            self.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def agent(self, agent_id: Id, **options: Any) -> Caller:
        """Acts as an agent. Options: see caller()."""
        return self.caller('agent', agent_id, **options)

    def bot(self, agent_id: Id, **options: Any) -> Caller:
        """Acts as a bot."""
        return self.caller('bot', agent_id, **options)

    def customer(self, customer_id: Id, **options: Any) -> Caller:
        """Acts as a customer, who sees only what is theirs."""
        return self.caller('customer', customer_id, **options)

    def system(self, **options: Any) -> Caller:
        """Acts as the program itself, which may do everything."""
        return self.caller('system', 0, **options)

    def integration(self, integration_id: Id = 0, **options: Any) -> Caller:
        """Acts as a connector of the program's."""
        return self.caller('integration', integration_id, **options)

    def caller(self, kind: str, actor_id: Id, *, at: datetime.datetime | None = None,
               traceparent: str | None = None, is_import: bool = False) -> Caller:
        """Acts as `kind`: agent, bot, customer, system or integration.

        at: when it happened, for late mail and imports; now if not stated
        traceparent: a W3C trace context, copied into the events
        is_import: history that another system decided; system and integration only
        """
        return Caller(self, kind, actor_id, at, traceparent, is_import)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Copy the whole file, all tenants, to a new one while others go on working."""
        target = bytes_of(path, 'the path')
        self._do(lambda core: int(self._library.sup_backup(core, target, None, None)))

    def maintain(self) -> None:
        """Housekeeping; call it when the shop is quiet."""
        self._do(self._library.sup_maintain)

    def purge(self) -> None:
        """Rewrite the file so that nothing that was erased is left in it."""
        self._do(self._library.sup_purge)

    @property
    def version(self) -> str:
        """The version of the library."""
        said: bytes = self._library.sup_version()
        return said.decode()

    def _opened(self) -> ctypes.c_void_p:
        if not self._core:
            raise errors.Misuse('the desk is closed', hint='open it again')
        return self._core

    def _raise_last(self, core: ctypes.c_void_p) -> NoReturn:
        raise native.exception(self._library, self._library.sup_last_error(core).contents)

    def _do(self, function: Callable[[ctypes.c_void_p], int]) -> None:
        with self._lock:
            core = self._opened()
            if function(core) != native.OK:
                self._raise_last(core)

    def _send(self, request: bytes, caller: native.Caller) -> str:
        now_ms = milliseconds(self._clock())
        with self._lock:
            core, reply = self._opened(), self._reply
            caller.now_ms = now_ms
            self._library.sup_call(core, caller, request, len(request), reply, None)
            if reply.value is None:
                self._raise_last(core)
            try:
                return ctypes.string_at(reply.value).decode()
            finally:
                self._library.sup_free(reply)
                reply.value = None
