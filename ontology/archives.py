"""Files to read, compressed or not."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import PurePath
from typing import Any, cast

from .errors import InputError

COMPRESSED = (".gz", ".zst")
"""The suffixes of compressed files."""
BROKEN = (OSError, EOFError, ValueError, zlib.error)
"""What reading raises where a file is no such archive, or not whole; ValueError is for a name with a null character."""
_PIECE = 1 << 9  # bytes that are decompressed at once: they may become 32,000 times as many


def plain_name(path: str) -> str:
    """Return the name of a file without folders and without the suffix of compression.

    >>> plain_name("news/2021.jsonl.gz")
    '2021.jsonl'
    """
    name = PurePath(path).name
    return next((name[: -len(end)] for end in COMPRESSED if name.lower().endswith(end)), name)


def open_file(path: str) -> io.BufferedReader:
    """Open a file to read its bytes, decompressed where its suffix says that it is compressed.

    Raises OSError where it cannot be opened, and InputError where the package for its compression is missing.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix == ".gz":
        return cast(io.BufferedReader, gzip.open(path, "rb"))
    return io.BufferedReader(_Zstandard(path)) if suffix == ".zst" else open(path, "rb")


class _Zstandard(io.RawIOBase):
    """The bytes of an archive of Zstandard frames; one that is not whole raises EOFError, not the end of the file."""

    def __init__(self, path: str) -> None:
        try:
            import zstandard
        except ImportError:
            raise InputError(f"{path}: .zst needs the package zstandard: pip install 'tewn[zstd]'") from None
        self._file = open(path, "rb")  # noqa: SIM115 - closed with this
        self._frames = zstandard.ZstdDecompressor()
        self._error: type[Exception] = zstandard.ZstdError
        self._frame: Any = None
        self._there = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._there:
            data = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
            data = data or self._file.read(_PIECE)
            if not data:
                if self._frame is not None and not self._frame.eof:
                    raise EOFError("the archive ends too early")
                return 0
            if self._frame is None or self._frame.eof:
                self._frame = self._frames.decompressobj()
            try:
                self._there = memoryview(self._frame.decompress(data))
            except self._error as error:
                raise OSError(str(error)) from None
        size = min(len(buffer), len(self._there))
        buffer[:size], self._there = self._there[:size], self._there[size:]
        return size

    def close(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()
        super().close()
