"""A zip of named members whose comment is the SHA-256 of all that stands before it: no changed bit goes unseen."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Collection

MOST_RATIO = 100
"""A member may unpack to at most so many times its packed size."""
_MOST_DIRECTORY_BYTES = 4096
_SEAL_BYTES = 64
_END = struct.Struct("<4s4H2LH")
_DATE = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, OverflowError)


def seal(members: dict[str, bytes]) -> bytes:
    """The bytes of the archive, without dates or owners, so that the same members give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(_entry(name, data), data, compresslevel=6)
        archive.comment = b"0" * _SEAL_BYTES
    body = file.getvalue()[:-_SEAL_BYTES]
    return body + hashlib.sha256(body).hexdigest().encode()


def unseal(data: bytes, allowed: Collection[str]) -> zipfile.ZipFile:
    """The archive, once its seal holds and only allowed names stand in it, each once; else a ValueError."""
    body, comment = data[:-_SEAL_BYTES], data[-_SEAL_BYTES:]
    if hashlib.sha256(body).hexdigest().encode() != comment:
        raise ValueError("its seal is broken: it was changed or cut off since it was written, or was never sealed")
    _check_directory(body)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise ValueError(str(error)) from error
    names = archive.namelist()
    foreign = [name for name in names if name not in allowed or names.count(name) > 1]
    if foreign:
        raise ValueError(f"{foreign[0][:40]!r} does not belong into it")
    return archive


def member(archive: zipfile.ZipFile, name: str, most_bytes: int) -> bytes:
    """The bytes of a member, its size checked before anything is unpacked; else a ValueError."""
    if name not in archive.namelist():
        raise ValueError(f"{name} is missing")
    entry = archive.getinfo(name)
    if entry.file_size > min(most_bytes, max(entry.compress_size, 1) * MOST_RATIO):
        raise ValueError(f"{name} would unpack to {entry.file_size} bytes, more than is allowed")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"{name} is packed in a way that is not allowed")
    try:
        with archive.open(entry) as file:
            return file.read(most_bytes)
    except _BROKEN as error:
        raise ValueError(f"{name} cannot be unpacked ({error})") from error


def _check_directory(body: bytes) -> None:
    """A ValueError unless the directory is plain and short: reading a long one would take time and memory."""
    if len(body) < _END.size:
        raise ValueError("it is too short")
    mark, *_disks_and_counts, size, _start, comment = _END.unpack(body[-_END.size :])
    widened = body[-_END.size - 20 :][:4] == b"PK\x06\x07"
    if mark != b"PK\x05\x06" or comment != _SEAL_BYTES or size > _MOST_DIRECTORY_BYTES or widened:
        raise ValueError("its directory is not as we write it")


def _entry(name: str, data: bytes) -> zipfile.ZipInfo:
    """A member without date or owner, packed unless it would then unpack to more than the ratio allows."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = len(packer.compress(data)) + len(packer.flush())
    entry.compress_type = zipfile.ZIP_DEFLATED if packed * MOST_RATIO >= len(data) else zipfile.ZIP_STORED
    return entry
