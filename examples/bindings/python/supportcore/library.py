"""The shared library, through ctypes."""
from __future__ import annotations

import ctypes
import ctypes.util
import os
from typing import Any, TypeVar

from . import errors

Struct = TypeVar('Struct', bound=ctypes.Structure)

ACTORS = {'agent': 1, 'bot': 2, 'customer': 3, 'system': 4, 'integration': 5}
IS_IMPORT = 1
OK = 0


class Error(ctypes.Structure):
    _fields_ = [('size', ctypes.c_uint32), ('code', ctypes.c_int32), ('message_id', ctypes.c_int32),
                ('backend_code', ctypes.c_int32), ('text', ctypes.c_char * 256),
                ('hint', ctypes.c_char * 192), ('field', ctypes.c_char * 128)]


class Caller(ctypes.Structure):
    _fields_ = [('size', ctypes.c_uint32), ('actor_kind', ctypes.c_int32),
                ('actor_id', ctypes.c_int64), ('now_ms', ctypes.c_int64), ('at_ms', ctypes.c_int64),
                ('traceparent', ctypes.c_char_p), ('flags', ctypes.c_uint32),
                ('reserved', ctypes.c_uint32)]


class SqliteOptions(ctypes.Structure):
    _fields_ = [('size', ctypes.c_uint32), ('durability', ctypes.c_int32),
                ('path', ctypes.c_char_p), ('busy_timeout_ms', ctypes.c_int32),
                ('is_read_only', ctypes.c_uint32), ('must_exist', ctypes.c_uint32),
                ('page_bytes', ctypes.c_uint32), ('allocator', ctypes.c_void_p)]


class ChainKey(ctypes.Structure):
    _fields_ = [('id', ctypes.c_char_p), ('bytes', ctypes.c_char_p), ('size_bytes', ctypes.c_size_t)]


class Zones(ctypes.Structure):
    _fields_ = [('size', ctypes.c_uint32), ('reserved', ctypes.c_uint32),
                ('directory', ctypes.c_char_p), ('read', ctypes.c_void_p), ('user', ctypes.c_void_p)]


class Options(ctypes.Structure):
    _fields_ = [('size', ctypes.c_uint32), ('reserved', ctypes.c_uint32),
                ('store', ctypes.c_void_p), ('tenant', ctypes.c_int64),
                ('allocator', ctypes.c_void_p), ('log', ctypes.c_void_p),
                ('log_user', ctypes.c_void_p), ('random', ctypes.c_void_p),
                ('random_user', ctypes.c_void_p), ('chain_keys', ctypes.POINTER(ChainKey)),
                ('chain_key_count', ctypes.c_uint32), ('reserved2', ctypes.c_uint32),
                ('zones', ctypes.POINTER(Zones))]


def sized(kind: type[Struct], **members: Any) -> Struct:
    """A struct that says how long it is, as the library wants it."""
    return kind(size=ctypes.sizeof(kind), **members)


def find(path: str | None) -> str:
    """Where the library is: as told, by SUPPORTCORE_LIBRARY, or where the system keeps libraries."""
    return (path or os.environ.get('SUPPORTCORE_LIBRARY') or ctypes.util.find_library('supportcore')
            or 'libsupportcore.so.0.1')


def load(path: str | None) -> ctypes.CDLL:
    """The library, with its functions' types."""
    library = ctypes.CDLL(find(path))
    pointer, count = ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)
    signatures = {
        'sup_sqlite_open': (ctypes.c_int32, [ctypes.POINTER(SqliteOptions),
                                             ctypes.POINTER(pointer), ctypes.POINTER(Error)]),
        'sup_open': (ctypes.c_int32, [ctypes.POINTER(Options), ctypes.POINTER(pointer),
                                      ctypes.POINTER(Error)]),
        'sup_store_close': (None, [pointer]),
        'sup_close': (None, [pointer]),
        'sup_call': (ctypes.c_int32, [pointer, ctypes.POINTER(Caller), ctypes.c_char_p,
                                      ctypes.c_size_t, ctypes.POINTER(pointer), count]),
        'sup_free': (None, [pointer]),
        'sup_last_error': (ctypes.POINTER(Error), [pointer]),
        'sup_backup': (ctypes.c_int32, [pointer, ctypes.c_char_p, pointer, pointer]),
        'sup_maintain': (ctypes.c_int32, [pointer]),
        'sup_purge': (ctypes.c_int32, [pointer]),
        'sup_openrpc': (pointer, []),
        'sup_version': (ctypes.c_char_p, []),
        'sup_code_name': (ctypes.c_char_p, [ctypes.c_int32]),
        'sup_message_name': (ctypes.c_char_p, [ctypes.c_int32]),
        'sup_error_is_retryable': (ctypes.c_int32, [ctypes.POINTER(Error)]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name, None)
        if function is None:
            raise OSError(f'{find(path)} is not libsupportcore: it has no {name}()')
        function.restype, function.argtypes = result, arguments
    return library


def exception(library: ctypes.CDLL, error: Error) -> errors.SupportcoreError:
    """The exception for what the library wrote into an error."""
    return errors.of_reply({'message': error.text.decode(), 'data': {
        'code': library.sup_code_name(error.code).decode(), 'field': error.field.decode(),
        'hint': error.hint.decode(), 'message_id': error.message_id,
        'message_name': library.sup_message_name(error.message_id).decode(),
        'retryable': bool(library.sup_error_is_retryable(error))}})
