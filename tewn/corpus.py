"""Event records of whole corpora in a folder: a file for each input, made once, whatever stops the work in between.

Beside the files stand `manifest.jsonl`, which says what was made from what, and `left-out.jsonl`, which names all that
could not be used. An input's file appears when all of it is read. Of long inputs the parts that are done are kept in
`.parts/` until then. What has the same documents, language, date and version of tewn as the manifest says is not made
again; all of it is read, though, so that ids are told apart as in one go. Nothing is written through a link, which may
lead out of the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePath
from typing import Any

from . import __version__
from .batch import BAD_INPUT, DONE, Batch, coded_lines
from .extractors.batch import fingerprint
from .extractors.workers import Lost
from .ontology.errors import InputError
from .ontology.files import WholeFile, sweep
from .ontology.model import Document
from .ontology.records import STANDARD_INPUT, Entry, InputFile, input_files, unless_seen, whole
from .ontology.seen import Seen
from .progress import say

MANIFEST, LEFT_OUT = "manifest.jsonl", "left-out.jsonl"
_PARTS, _LOCK = ".parts", ".lock"
_DOCUMENTS = 2_000  # in a part
_LETTERS = 5_000_000  # after which a part ends too


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of an input: a line of the manifest.

    `left_out` has where and why; `lost_after` is the shortest time in seconds after which a document was given up, 0
    where one killed its process, None where there was none.
    """

    input: str
    output: str
    digest: str
    bytes: int
    documents: int
    events: int
    left_out: tuple[tuple[str, str], ...]
    lost_after: float | None


@dataclass(slots=True)
class _Part:
    """Some documents of an input, in their order, and what became of them; `path` is where that is kept, if it is."""

    digest: str
    path: Path
    lines: list[str] = field(default_factory=list)
    documents: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    lost_after: float | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """Stands for an input of which all has been made."""

    made: Made


@dataclass(frozen=True, slots=True)
class _PartEnd:
    """Stands behind the documents of a part; `is_whole` where the input has no other."""

    part: _Part
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _InputEnd:
    """Stands behind all parts of an input."""

    input: str
    output: str
    digest: str


_Item = tuple[Entry, _Part] | _Known | _PartEnd | _InputEnd


def extract_folder(batch: Batch, output: str) -> int:
    """Write the event records of a command's inputs into a folder and return the exit status.

    Raises InputError where the folder cannot be written or another process writes to it, and for standard input.
    """
    if STANDARD_INPUT in batch.inputs:
        raise InputError(f"{output}: a folder takes files and folders of them, not standard input")
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            return _Corpus(batch, folder).extract()
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror or error}") from error


class _Corpus:
    """The work on one folder."""

    def __init__(self, batch: Batch, folder: Path) -> None:
        self._batch = batch
        self._folder = folder
        self._settings = f"{__version__} {fingerprint()} {batch.language} {batch.date}"
        self._made = {made.input: made for made in _manifest(folder / MANIFEST)}
        self._seen = Seen()
        self._parts: list[_Part] = []
        self._events = 0

    def extract(self) -> int:
        """Make what is not made yet."""
        batch = self._batch
        inputs = self._inputs()
        with batch.progress:
            for item, result in batch.in_order(coded_lines, self._items(inputs), _document):
                if isinstance(item, tuple):
                    self._take(*item, result)
                elif isinstance(item, _PartEnd):
                    self._end_part(item)
                elif isinstance(item, _InputEnd):
                    self._end_input(item)
                else:
                    self._count(item.made)
        with suppress(FileNotFoundError):
            shutil.rmtree(self._folder / _PARTS)
        rows = [self._made[name] for name in sorted(self._made)]
        left_out = ({"where": where, "why": why} for made in rows for where, why in made.left_out)
        _write(self._folder / MANIFEST, map(asdict, rows))
        _write(self._folder / LEFT_OUT, left_out)
        read = f"{batch.total:,} documents, {self._events:,} events"
        say(f"{read}; {batch.left_out:,} left out, see {self._folder / LEFT_OUT}" if batch.left_out else read)
        return BAD_INPUT if batch.left_out else DONE

    # ---------------------------------------------------------------- what is to be done

    def _items(self, inputs: Iterable[tuple[InputFile, str]]) -> Iterator[_Item]:
        for file, name in inputs:
            output = _output(name)
            known = self._made.get(name)
            if known and self._is_there(known) and known.digest == self._digest(self._entries(file)):
                yield _Known(known)
                continue
            digests = hashlib.sha256(self._settings.encode())
            for number, (entries, is_rest) in enumerate(_pieces(self._entries(file))):
                digest = self._digest(entries)
                _add(digests, entries)
                path = self._folder / _PARTS / PurePath(output) / f"{number:06}-{digest[:16]}.json"
                part = _Part(digest, path)
                if _load(part, self._batch.patience):
                    yield _PartEnd(part, False)
                    continue
                yield from ((entry, part) for entry in entries)
                yield _PartEnd(part, number == 0 and is_rest)
            yield _InputEnd(name, output, digests.hexdigest())

    def _inputs(self) -> list[tuple[InputFile, str]]:
        """Return the files to read, each with its name in the manifest; what was written is not read again.

        Raises InputError where two would be written to one place, or something through a link.
        """
        here = os.path.realpath(self._folder)
        taken: dict[str, InputFile] = {}
        for given in self._batch.inputs:
            if os.path.isdir(given) and os.path.realpath(given) == here:
                raise InputError(f"{given}: the events of a folder have to stand in another one")
            for file in input_files(given):
                if file.inside and Path(os.path.realpath(file.name)).is_relative_to(here):
                    continue
                name = _escaped(file.inside or PurePath(file.name).name)
                first = taken.setdefault(name, file)
                if first.name != file.name:
                    raise InputError(f"{file.name}: its events would stand where those of {first.name} do")
        for name in (MANIFEST, LEFT_OUT, *map(_output, taken), *(f"{_PARTS}/{_output(name)}" for name in taken)):
            _refuse_links(self._folder, name)
        sweep(self._folder / name for name in (MANIFEST, LEFT_OUT, *map(_output, taken)))
        return [(file, name) for name, file in taken.items()]

    def _entries(self, file: InputFile) -> Iterator[Entry]:
        entries = file.entries(date=self._batch.date, language=self._batch.language)
        return (unless_seen(entry, self._seen) for entry in entries)

    def _digest(self, entries: Iterable[Entry]) -> str:
        digest = hashlib.sha256(self._settings.encode())
        _add(digest, entries)
        return digest.hexdigest()

    def _is_there(self, made: Made) -> bool:
        path = self._folder / made.output
        return path.is_file() and path.stat().st_size == made.bytes and _is_final(made.lost_after, self._batch.patience)

    # ---------------------------------------------------------------- what is done

    def _take(self, entry: Entry, part: _Part, result: str | Lost | None) -> None:
        part.documents += 1
        fault = self._batch.fault(entry, result)
        if fault is not None:
            part.left_out.append((entry.where, fault))
            if isinstance(result, Lost):
                part.lost_after = _shortest(part.lost_after, result.after)
        elif isinstance(result, str):
            part.lines.append(result)

    def _end_part(self, end: _PartEnd) -> None:
        part = end.part
        if part.is_kept:
            self._batch.count(part.documents, len(part.left_out))
        elif not end.is_whole:
            part.path.parent.mkdir(parents=True, exist_ok=True)
            with WholeFile(part.path) as file:
                told = {"documents": part.documents, "left_out": part.left_out, "lost_after": part.lost_after}
                file.write(_line(told))
                file.write("".join(part.lines))
            part.lines.clear()
            part.is_kept = True
        self._parts.append(part)

    def _end_input(self, end: _InputEnd) -> None:
        path = self._folder / end.output
        path.parent.mkdir(parents=True, exist_ok=True)
        events = 0
        with WholeFile(path) as file:
            for part in self._parts:
                for lines in _kept(part) if part.is_kept else part.lines:
                    file.write(lines)
                    events += lines.count("\n")
        left_out = tuple(one for part in self._parts for one in part.left_out)
        documents = sum(part.documents for part in self._parts)
        lost_after = _shortest(*(part.lost_after for part in self._parts))
        made = Made(end.input, end.output, end.digest, path.stat().st_size, documents, events, left_out, lost_after)
        self._parts.clear()
        self._made[end.input] = made
        self._events += events
        with open(self._folder / MANIFEST, "a", encoding="utf-8") as file_:
            file_.write(_line(asdict(made)))

    def _count(self, made: Made) -> None:
        self._batch.count(made.documents, len(made.left_out))
        self._events += made.events


# ---------------------------------------------------------------- files


def _output(name: str) -> str:
    return f"{name}.events.jsonl"


def _escaped(name: str) -> str:
    """Return the name of a file without what is no UTF-8 in it, and other than that of any other file.

    >>> _escaped("a\\udcff.txt")
    'a\\\\udcff.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _refuse_links(folder: Path, name: str) -> None:
    """Raise InputError where a name in a folder is a link, or stands behind one: it may lead anywhere."""
    if Path(os.path.realpath(folder / name)) != Path(os.path.realpath(folder)) / name:
        raise InputError(f"{folder / name}: cannot be written: this is a link, or stands behind one")


def _document(item: _Item) -> Document | None:
    return item[0].record if isinstance(item, tuple) and isinstance(item[0].record, Document) else None


def _shortest(*seconds: float | None) -> float | None:
    return min((one for one in seconds if one is not None), default=None)


def _add(digest: hashlib._Hash, entries: Iterable[Entry]) -> None:
    for entry in entries:
        digest.update(f"{entry.record!r}\n".encode("utf-8", "surrogatepass"))


def _pieces(entries: Iterable[Entry]) -> Iterator[tuple[list[Entry], bool]]:
    """Yield entries for a part at a time, and whether they are the rest that fills none."""
    piece: list[Entry] = []
    letters = 0
    for entry in entries:
        piece.append(entry)
        letters += len(entry.record.text) if isinstance(entry.record, Document) else 0
        if len(piece) >= _DOCUMENTS or letters >= _LETTERS:
            yield piece, False
            piece, letters = [], 0
    if piece:
        yield piece, True


def _is_final(lost_after: float | None, patience: float) -> bool:
    """Tell whether another try is of no use: no process died, and no document gets more time than before."""
    return lost_after is None or patience <= lost_after


def _load(part: _Part, patience: float) -> bool:
    """Take over what is kept of a part, if it is final; return whether there was such."""
    try:
        with open(part.path, encoding="utf-8") as file:
            told = json.loads(file.readline())
    except (OSError, ValueError):
        return False
    if not _is_final(told["lost_after"], patience):
        return False
    part.documents = told["documents"]
    part.left_out = [(where, why) for where, why in told["left_out"]]
    part.lost_after = told["lost_after"]
    part.is_kept = True
    return True


def _kept(part: _Part) -> Iterator[str]:
    with open(part.path, encoding="utf-8", newline="\n") as file:
        file.readline()
        yield from file


def _manifest(path: Path) -> Iterator[Made]:
    """Yield the lines of a manifest but for those that are none: one was being written when the work was stopped."""
    with suppress(FileNotFoundError), open(path, encoding="utf-8") as file:
        for line in file:
            with suppress(ValueError, TypeError, LookupError):
                row = json.loads(line)
                row["left_out"] = tuple((where, why) for where, why in row["left_out"])
                yield Made(**row)


def _line(row: dict[str, Any]) -> str:
    return whole(json.dumps(row, ensure_ascii=False)) + "\n"


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with WholeFile(path) as file:
        for row in rows:
            file.write(_line(row))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep others from writing to the folder; the lock goes with the process, however that ends.

    It is one that forked processes do not share: else those would keep it until they too have ended.
    """
    _refuse_links(folder, _LOCK)
    with open(folder / _LOCK, "w") as file:
        try:
            import fcntl
        except ImportError:  # systems without it
            yield
            return
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(f"{folder}: another process writes to this folder") from None
        yield
