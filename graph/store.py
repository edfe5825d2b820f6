"""A graph in a folder: an embedded Oxigraph store that grows document by document.

The folder holds `store.json` (the format and the base of identifiers), `oxigraph/` (the store itself), `lock`, and
while a large batch is being loaded `pending.json`. What makes it safe:

- A document is a named graph. It is replaced in one transaction; a process that is killed leaves the old version or
  the new one.
- Many new documents together are loaded in bulk, which is many times faster and no transaction. Their names are
  written to `pending.json` first; who finds that file when opening the folder removes what got in of them.
- Who writes holds the lock alone; who reads shares it with others who read.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO

import pyoxigraph as ox

from ..ontology.errors import GraphError
from ..ontology.vocabulary import DATA
from .rdf import CodedDocument, GraphWriter, Run, graph_iri
from .serialize import nquads, ntriples
from .terms import Quad

try:
    import fcntl
except ImportError:  # pragma: no cover - where the system has no such locks, Oxigraph's own keeps writers apart
    fcntl = None  # type: ignore[assignment]

FORMAT = 1
"""The format of the folder; a folder of a higher one was written by a newer version."""

_BULK = 50_000  # quads from which bulk loading pays
_BATCH = 250_000  # quads that are held back at most before they are written
_SECONDS = 1.0  # after which documents are held back no longer
_OURS = {"lock", "store.part"}  # what a writer that was killed leaves in a new folder before store.json


class GraphStore:
    """A graph in a folder, to be used in a `with` statement; without `write` it is only read.

    `base` counts where the folder is new; an existing one has its own. Raises GraphError where the folder is none of
    tewn, was written by a newer version, is in use, or cannot be read or written.
    """

    def __init__(self, folder: str | os.PathLike[str], *, write: bool = False, base: str | None = None) -> None:
        self._folder = Path(folder)
        self._is_writing = write
        is_new = self._is_to_be_made(base or DATA)
        if not is_new:
            self._settings(base)  # nothing is put into a folder that is none of ours
        self._lock = self._locked()
        try:
            if is_new:
                self._make(base or DATA)
            self.base = self._settings(base)
            self.store = self._opened()
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except GraphError:
            if error is None:  # else the first error says more
                raise

    def close(self) -> None:
        """Make sure that everything is on the disk, and let others in."""
        try:
            if self._is_writing and hasattr(self, "store"):
                with self._failing("cannot be written"):
                    self.store.flush()
        finally:
            if hasattr(self, "store"):
                del self.store  # which closes it
            self._lock.close()

    # ------------------------------------------------------------ changing

    def add(self, documents: Iterable[CodedDocument], *, run: Run | None = None) -> int:
        """Put documents in place of what the store holds of them; return how many were new or have changed.

        What is written stays, whatever happens later: with the next document that comes a second or more after the
        last writing, a batch of documents if they come faster, and what was taken when the iterable fails. The
        records must be sound: see `tewn.graph.rdf.group`.
        """
        self._require_writing()
        writer = GraphWriter(self.base, run)
        waiting: dict[str, list[Quad]] = {}
        changed = written = size = 0
        since = time.monotonic()
        try:
            for coded in documents:
                quads, name = writer.quads(coded), graph_iri(coded.id, self.base)
                size += len(quads) - len(waiting.get(name, ()))
                waiting[name] = quads
                if size >= _BATCH or time.monotonic() - since > _SECONDS:
                    batch, waiting = waiting, {}  # what cannot be written is not tried again below
                    changed += self._commit(batch, size)
                    written, size, since = written + size, 0, time.monotonic()
        finally:
            changed += self._commit(waiting, size)
        if changed and written + size >= _BULK:
            with self._failing("cannot be written"):
                self.store.optimize()
        return changed

    def remove(self, document: str) -> bool:
        """Take a document out, with its reports; return whether it was there."""
        self._require_writing()
        node = ox.NamedNode(graph_iri(document, self.base))
        with self._failing("cannot be written"):
            is_there = self.store.contains_named_graph(node)
            self.store.remove_graph(node)
        return is_there

    def _require_writing(self) -> None:
        if not self._is_writing:
            raise GraphError(f"{self._folder}: cannot be written: it was opened for reading")

    def _commit(self, waiting: dict[str, list[Quad]], size: int) -> int:
        changed = 0
        with self._failing("cannot be written"):
            fresh = {}
            for name, quads in waiting.items():
                if self.store.contains_named_graph(ox.NamedNode(name)):
                    changed += self._replace(name, quads)
                else:
                    fresh[name] = quads
            if size >= _BULK:
                self._load_in_bulk(fresh)
            elif fresh:
                try:
                    self.store.load(_encoded(fresh.values()), ox.RdfFormat.N_QUADS)
                except MemoryError:  # a literal of more than 16 MB: Oxigraph takes it in an update alone
                    for name, quads in fresh.items():
                        self._insert(name, quads)
        return changed + len(fresh)

    def _replace(self, name: str, quads: list[Quad]) -> bool:
        """Put quads in place of a graph, in one transaction, and return whether that changes anything."""
        new = ox.Store()  # which writes numbers and times its own way, as the store does
        new.bulk_load(_encoded([quads]), ox.RdfFormat.N_QUADS)
        if set(new) == set(self.store.quads_for_pattern(None, None, None, ox.NamedNode(name))):
            return False
        self._insert(name, quads)
        return True

    def _insert(self, name: str, quads: list[Quad]) -> None:
        body = "".join(ntriples(quads))
        self.store.update(f"DROP SILENT GRAPH <{name}> ;\nINSERT DATA {{ GRAPH <{name}> {{\n{body}}} }}")

    def _load_in_bulk(self, fresh: dict[str, list[Quad]]) -> None:
        pending = self._folder / "pending.json"
        self._recover(self.store, pending)  # of a load that failed before in this process
        _write_safely(pending, json.dumps(sorted(fresh)))
        self.store.bulk_load(_encoded(fresh.values()), ox.RdfFormat.N_QUADS)
        self.store.flush()
        _remove_safely(pending)

    # ------------------------------------------------------------ opening

    def _is_to_be_made(self, base: str) -> bool:
        """Tell whether the folder is to be made a store; make it where there is none."""
        if not self._is_writing:
            return False
        GraphWriter(base)  # refuses a bad base
        with self._failing("cannot be written"):
            if self._folder.exists() and not self._folder.is_dir():
                raise GraphError(f"{self._folder}: this is a file, no folder")
            self._folder.mkdir(parents=True, exist_ok=True)
            return {path.name for path in self._folder.iterdir()} <= _OURS

    def _make(self, base: str) -> None:
        """Make the folder a store, unless another process has done so before it let this one in."""
        path = self._folder / "store.json"
        with self._failing("cannot be written"):
            if not path.exists():
                _write_safely(path, json.dumps({"format": FORMAT, "base": base}) + "\n")

    def _settings(self, base: str | None) -> str:
        """Return the base of the store."""
        path = self._folder / "store.json"
        try:
            settings = json.loads(path.read_text("utf-8"))
            form, own = settings["format"], settings["base"]
        except FileNotFoundError:
            what = "no such folder" if not self._folder.exists() else "no store of tewn: store.json is missing"
            raise GraphError(f"{self._folder}: {what}") from None
        except NotADirectoryError:
            raise GraphError(f"{self._folder}: this is a file, no folder") from None
        except (KeyError, TypeError) as error:
            raise GraphError(f"{path}: this does not describe a store of tewn") from error
        except (OSError, ValueError, RecursionError) as error:
            raise GraphError(f"{path}: cannot be read: {_reason(error)}") from error
        if form != FORMAT:
            raise GraphError(f"{self._folder}: written by another version of tewn (format {form}, this one: {FORMAT})")
        if not isinstance(own, str):
            raise GraphError(f"{path}: this does not describe a store of tewn")
        GraphWriter(own)  # refuses a bad base
        if base is not None and base != own:
            raise GraphError(f"{self._folder}: its identifiers stand under {own}, not under {base}")
        return own

    def _locked(self) -> IO[str]:
        # Where the folder cannot be written to, nobody writes: any file in it will do.
        name, mode = ("lock", "a") if os.access(self._folder, os.W_OK) else ("store.json", "r")
        with self._failing("cannot be opened"):
            lock = open(self._folder / name, mode, encoding="utf-8")  # noqa: SIM115 - it stays open while it is held
            try:
                self._take(lock, self._is_writing)
            except BaseException:
                lock.close()
                raise
        return lock

    def _take(self, lock: IO[str], alone: bool) -> None:
        """Hold the lock, alone or with others. Raises GraphError where another process is in the way."""
        if fcntl is None:
            return
        try:
            fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            doing = "has it open" if alone else "writes to it"
            raise GraphError(f"{self._folder}: in use: another process {doing}") from None

    def _opened(self) -> ox.Store:
        pending, data = self._folder / "pending.json", str(self._folder / "oxigraph")
        with self._failing("cannot be opened"):
            if self._is_writing:
                store = ox.Store(data)
                self._recover(store, pending)
                return store
            if not pending.exists():
                with suppress(OSError, RuntimeError):
                    return ox.Store.read_only(data)
            # A writer was killed: before the store was complete, or while it loaded.
            self._take(self._lock, alone=True)
            self._recover(ox.Store(data), pending)
            self._take(self._lock, alone=False)
            return ox.Store.read_only(data)

    def _recover(self, store: ox.Store, pending: Path) -> None:
        """Remove what an interrupted bulk load left: its documents are new, and may be there by half."""
        with suppress(FileNotFoundError):
            for name in json.loads(pending.read_text("utf-8")):
                store.remove_graph(ox.NamedNode(name))
            store.flush()
            _remove_safely(pending)

    @contextmanager
    def _failing(self, what: str) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, RuntimeError, SyntaxError) as error:
            raise GraphError(f"{self._folder}: {what}: {_reason(error)}") from error


def is_store(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path names a folder for a store: it ends in a slash, or is a folder."""
    name = os.fspath(path)
    return name.endswith(("/", os.sep)) or os.path.isdir(name)


def _encoded(graphs: Iterable[list[Quad]]) -> bytes:
    return "".join(line for quads in graphs for line in nquads(quads)).encode("utf-8")


def _reason(error: BaseException) -> str:
    return " ".join((getattr(error, "strerror", None) or str(error)).split())


def _write_safely(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all, even if the machine stops."""
    part = path.with_suffix(".part")
    try:
        with open(part, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    _sync(path.parent)


def _remove_safely(path: Path) -> None:
    """Remove a file so that it does not come back if the machine stops."""
    path.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    with suppress(OSError):  # not every system opens folders
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
