"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from .errors import InputError

_PARTIAL = re.compile(r"\.(.+)\.[0-9a-f]{16}\.part", re.DOTALL)


class WholeFile:
    """A file to write, of text in UTF-8 or of bytes, used in a `with` statement; it takes its name when all is written.

    Until then, and after an error or `discard`, what stood under the name stays as it was. A device or a
    pipe is written to directly. Raises InputError where the file cannot be written.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._name = os.fspath(path)
        self._target = Path(os.path.realpath(path))
        self._is_special = self._target.exists() and not self._target.is_file()
        # A name of its own: what a killed process left, perhaps with the same number, is not in the way.
        partial = self._target.with_name(f".{_short(self._target)}.{os.urandom(8).hex()}.part")
        self._written = self._target if self._is_special else partial
        self._keep = True

    def __enter__(self) -> WholeFile:
        if self._target.is_dir():
            raise InputError(f"{self._name}: cannot be written: this is a folder")
        mode = "wb" if self._is_special else "xb"
        try:
            self._file: IO[bytes] = open(self._written, mode)
        except OSError as error:
            raise self._failure(error) from error
        return self

    def write(self, content: str | bytes | memoryview) -> None:
        """Add text or bytes to the file."""
        data = content.encode("utf-8") if isinstance(content, str) else content
        try:
            self._file.write(data)
        except OSError as error:
            raise self._failure(error) from error

    def discard(self) -> None:
        """Leave no file behind at the end."""
        self._keep = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._file.close()
            if kind is None and self._keep and not self._is_special:
                os.replace(self._written, self._target)
        except OSError as failure:
            if kind is None:
                raise self._failure(failure) from failure
        finally:
            if not self._is_special:
                with suppress(OSError):
                    self._written.unlink()

    def _failure(self, error: OSError) -> InputError:
        return InputError(f"{self._name}: cannot be written: {error.strerror or error}")


def sweep(paths: Iterable[Path]) -> None:
    """Remove what processes that were killed have left of files they were writing, where no other writes them now."""
    names: dict[Path, set[str]] = {}
    for path in paths:
        names.setdefault(path.parent, set()).add(_short(path))
    for folder, expected in names.items():
        with suppress(FileNotFoundError):
            for name in os.listdir(folder):
                found = _PARTIAL.fullmatch(name)
                if found and found[1] in expected:
                    (folder / name).unlink()


def _short(path: Path) -> str:
    return path.name[:100]
