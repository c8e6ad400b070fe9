"""Asks a clamd for its verdict on a file, over its INSTREAM command (`man clamd`, COMMANDS).

The Python packages that speak it are either no longer kept or bring a licence and a surface that
sixty lines of protocol do not need.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cse_assess.config import ScannerAddress
from cse_assess.errors import DomainError

CHUNK_BYTES = 128 * 1024
CONNECT_SECONDS = 5
SCAN_SECONDS = 120
REPLY_BYTES = 4096
CLEAN, FOUND, TOO_LARGE = "OK", " FOUND", "size limit exceeded"


class ScannerUnreachable(Exception):
    """No verdict was to be had this time."""


def scan_file(path: Path, address: ScannerAddress) -> str:
    """Return the name of what clamd at `address` finds in the file, empty where it is clean.

    Raises `ScannerUnreachable` where clamd does not answer, or not with a verdict, and
    `DomainError` for a file that is larger than clamd was set to take.
    """
    try:
        with _connect(address) as connection:
            reply = _ask(connection, path)
    except OSError as error:
        raise ScannerUnreachable(f"the virus scanner at {address} cannot be reached") from error
    return _read_verdict(reply)


@contextmanager
def _connect(address: ScannerAddress) -> Iterator[socket.socket]:
    if address.path:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(CONNECT_SECONDS)
            connection.connect(address.path)
            yield connection
    else:
        with socket.create_connection((address.host, address.port), CONNECT_SECONDS) as connection:
            yield connection


def _ask(connection: socket.socket, path: Path) -> str:
    """Send the file; clamd hangs up on one that is too large, and its reply says so."""
    connection.settimeout(SCAN_SECONDS)
    with path.open("rb") as file, suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK_BYTES):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
    return _read_reply(connection)


def _read_reply(connection: socket.socket) -> str:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < REPLY_BYTES:
        part = connection.recv(REPLY_BYTES)
        if not part:
            break
        reply += part
    return reply.rstrip(b"\0").decode("utf-8", "replace").removeprefix("stream: ").strip()


def _read_verdict(reply: str) -> str:
    if reply == CLEAN:
        return ""
    if reply.endswith(FOUND):
        return reply.removesuffix(FOUND)
    if TOO_LARGE in reply:
        raise DomainError(
            "This file is larger than the virus scanner takes, so it cannot be handed out. Ask "
            "whoever runs this server to raise clamd's StreamMaxLength, and add the file again."
        )
    raise ScannerUnreachable(f"the virus scanner answered {reply[:200]!r}")
