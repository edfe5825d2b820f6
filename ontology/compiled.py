"""Tables made ready once and kept in a file of the user's own, so that the next start is quick.

A file is used only while every source it was made from is as it was, and only where nobody but the user can have
written it: file and folder belong to the user, and nobody else may write to them. It is read with pickle, which must
never see foreign data; even so it may name no classes but ours and a few of Python's. Where nothing can be kept,
everything is made anew at each start.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import regex

from .errors import InputError
from .files import WholeFile

VARIABLE = "TEWN_CACHE"
"""The environment variable that names the folder to keep tables in; where it is empty none are kept."""

T = TypeVar("T")
_OURS = "tewn"
_PLAIN = frozenset((
    ("builtins", "frozenset"), ("builtins", "set"), ("datetime", "date"), ("regex._regex", "compile"),
    ("re", "_compile"), ("pathlib", "PosixPath"), ("pathlib", "WindowsPath"),
))  # fmt: skip
_SUFFIXES = (".py", ".so", ".pyd", ".toml", ".tsv")  # of sources


def compiled(name: str, sources: Iterable[Path], make: Callable[[], T], parts: Mapping[str, object] | None = None) -> T:
    """Return what `make` returns: read from the file of a name where that is current, else made, and kept.

    `sources` are the files, and the folders with all their code and tables, that it is made from; `parts` are
    objects by names of their own that are not kept with it and are the same objects again after reading.
    """
    folder, sources = _folder(), list(sources)
    if folder is None:
        return make()
    place = hashlib.sha256("\0".join(map(str, sources)).encode("utf-8", "surrogateescape")).hexdigest()
    path = folder / f"{name}-{sys.implementation.cache_tag}-{place[:8]}.bin"  # one for each installation
    state = _state(sources)
    with suppress(Exception):  # whatever is wrong with the file, it can be made anew
        found: T = _read(path, state, parts or {})
        return found
    made = make()
    with suppress(OSError, InputError):
        _write(path, state, made, parts or {})
    return made


def _folder() -> Path | None:
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    usual = {"win32": "AppData/Local", "darwin": "Library/Caches"}.get(sys.platform, ".cache")
    given = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    with suppress(RuntimeError):  # a user without a home
        return (Path(given) if given else Path.home() / usual) / _OURS
    return None


def _state(sources: Iterable[Path]) -> bytes:
    """Return a digest of what the sources are now, by names, sizes and times, and of what reads them."""
    digest = hashlib.sha256(f"{sys.version}\0{regex.__version__}\0{pickle.HIGHEST_PROTOCOL}".encode())
    for path in sources:
        for file in sorted(_files(path)) if path.is_dir() else [str(path)]:
            found = os.stat(file)
            line = f"{file}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}\n"
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.digest()


def _files(folder: str | Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIXES):
                yield entry.path
            elif entry.is_dir() and not entry.name.startswith(("_", ".")):
                yield from _files(entry.path)


def _is_private(path: Path) -> bool:
    """Tell whether a file or folder is the user's own, and no link, and nobody else may write to it."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return False
    if sys.platform == "win32":  # the folders of its users are private
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


# ---------------------------------------------------------------- the file


class _Pickler(pickle.Pickler):
    """Leaves out what is kept elsewhere."""

    def __init__(self, file: io.BytesIO, parts: Mapping[str, object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._names = {id(part): name for name, part in parts.items()}

    def persistent_id(self, found: object) -> str | None:
        return self._names.get(id(found))

    def reducer_override(self, found: object) -> Any:
        if not (is_dataclass(found) and _is_ours(type(found).__module__)):
            return NotImplemented
        # Made again from its fields: a frozen one of the compiled engine takes no state.
        return type(found), tuple(getattr(found, field.name) for field in fields(found))


class _Unpickler(pickle.Unpickler):
    """Reads what `_Pickler` wrote and nothing else."""

    def __init__(self, file: BinaryIO, parts: Mapping[str, object]) -> None:
        super().__init__(file)
        self._parts = parts

    def persistent_load(self, name: str) -> object:
        return self._parts[name]

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _method
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        found = super().find_class(module, name) if _is_ours(module) else None
        if not (isinstance(found, type) and _is_ours(found.__module__)):  # a module of ours may hold those of others
            raise pickle.UnpicklingError(f"{module}.{name} has no place in what tewn keeps")
        return found


def _is_ours(module: str) -> bool:
    return module.split(".")[0] == _OURS


def _method(owner: object, name: str) -> Any:
    """Return a method of an object of ours."""
    if not _is_ours(type(owner).__module__) or name.startswith("_"):
        raise pickle.UnpicklingError(f"{name} is no method that tewn keeps")
    return getattr(owner, name)


def _read(path: Path, state: bytes, parts: Mapping[str, object]) -> Any:
    if not (_is_private(path.parent) and _is_private(path)):
        raise OSError(f"{path} may have been written by others")
    with open(path, "rb") as file, _without_collection():
        if file.read(len(state)) != state:
            raise ValueError(f"{path} is not current")
        return _Unpickler(file, parts).load()


def _write(path: Path, state: bytes, made: object, parts: Mapping[str, object]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_private(path.parent):
        return
    content = io.BytesIO(state)
    content.seek(len(state))
    _Pickler(content, parts).dump(made)
    with WholeFile(path) as file:
        file.write(content.getbuffer())
    path.chmod(0o600)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no garbage among many new objects, neither now nor later: all of them stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
