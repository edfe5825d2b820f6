"""Read documents and event records from text files, JSON lines and standard input; write event records.

A text file is one document; its id is the file's name without `.txt`. In a file of JSON lines each line is
a document (`id`, `text`, and optionally `date`, `language`, `source`, `url`, `title`; other fields are not
read) or an event record (a line with `type` and `trigger`). Texts are taken as they stand, line ends
included, so that offsets fit the file; only a byte order mark is no part of the text.
"""

from __future__ import annotations

import codecs
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from io import BufferedReader
from pathlib import PurePath
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from .archives import BROKEN, open_file, plain_name
from .errors import InputError, nearest
from .files import WholeFile
from .model import Document, Event, event_from_dict, event_to_dict
from .seen import Seen

STANDARD_INPUT = "-"
_TEXT, _LINES, _TABLES = (".txt",), (".jsonl", ".ndjson", ".json"), (".csv", ".tsv")
_WHITE = b" \t\r\n" + codecs.BOM_UTF8
_LONGEST = 16_000_000  # bytes of a text or line: an archive of a few kilobytes may hold one that fills all memory
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.*)?", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")
_Record = TypeVar("_Record", Document, Event)
_JSON_NAMES = {str: "a string", int: "an integer", float: "a number"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one input holds at one place: a document, an event record, or why it cannot be used.

    `where` names file and line, `size` is the number of bytes that were read for it.
    """

    where: str
    size: int
    record: Document | Event | InputError


@dataclass(frozen=True, slots=True)
class _Source:
    """An open input, and what holds for documents that do not say otherwise."""

    name: str
    stem: str
    date: date | None
    language: str | None

    def fault(self, what: str, line: int | None = None, size: int = 0) -> Entry:
        where = self.name if line is None else f"{self.name}:{line}"
        return Entry(where, size, InputError(f"{where}: {what}"))


class _FaultError(Exception):
    """What is wrong with a piece of an input; `line` counts from 1 within the piece."""

    def __init__(self, what: str, line: int = 1) -> None:
        super().__init__(what)
        self.line = line


def read_inputs(
    names: Iterable[str | os.PathLike[str]], *, date: date | None = None, language: str | None = None
) -> Iterator[Entry]:
    """Yield what files hold, in their order; `-` is standard input.

    `date` and `language` go to documents that have none of their own. What cannot be used comes as an
    entry with an InputError, and reading goes on: a missing file, a folder without texts, a table, an empty or
    binary file, text that is not UTF-8, a line that is no JSON object or lacks `text`, a date that is none, an id
    that an earlier document has, a text or line longer than 16 MB.

    A folder stands for all texts and JSON lines below it, whose ids are their paths in it; files may be
    compressed (.gz, and .zst with the extra `zstd`).
    """
    seen = Seen()
    for name in names:
        for file in input_files(os.fspath(name)):
            for entry in file.entries(date=date, language=language):
                yield unless_seen(entry, seen)


def read_documents(
    path: str | os.PathLike[str], *, date: date | None = None, language: str | None = None
) -> list[Document]:
    """Return the documents of a file. Raises InputError at the first thing that is none."""
    entries = read_inputs([path], date=date, language=language)
    return [_only(Document, entry) for entry in entries]


def read_events(path: str | os.PathLike[str]) -> list[Event]:
    """Return the event records of a file of JSON lines. Raises InputError at the first thing that is none."""
    return [_only(Event, entry) for entry in read_inputs([path])]


def write_events(events: Iterable[Event], path: str | os.PathLike[str]) -> None:
    """Write event records as JSON lines; the file appears whole or not at all.

    Raises InputError where the file cannot be written.
    """
    with WholeFile(path) as file:
        for event in events:
            file.write(event_line(event))


def event_line(event: Event) -> str:
    """Return an event record as a line of JSON, its fields in their fixed order.

    Halves of surrogate pairs become U+FFFD one for one, so that offsets stay right.
    """
    return whole(json.dumps(event_to_dict(event), ensure_ascii=False)) + "\n"


def whole(text: str) -> str:
    """Return a text that UTF-8 can hold: halves of surrogate pairs, as in odd file names, become U+FFFD.

    >>> whole("a\\udcffb") == "a\\ufffdb"
    True
    """
    return _HALF.sub("\ufffd", text)


def parse_date(text: str) -> date:
    """Return the day that an ISO 8601 date, or date and time, names. Raises InputError where it names none.

    >>> parse_date("2020-12-24T10:30:00Z")
    datetime.date(2020, 12, 24)
    """
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return date.fromisoformat(found[1])
    except ValueError:
        pass
    raise InputError(f"{text!r} is no date; write it as in 2020-12-24")


def _only(kind: type[_Record], entry: Entry) -> _Record:
    if isinstance(entry.record, InputError):
        raise entry.record
    if not isinstance(entry.record, kind):
        raise InputError(f"{entry.where}: this is no {kind.__name__.lower()}")
    return entry.record


def unless_seen(entry: Entry, seen: Seen) -> Entry:
    """Return an entry, or an InputError in its place where the document's id has been another's."""
    if not isinstance(entry.record, Document):
        return entry
    first = seen.first(entry.record.id, entry.where)
    if first == entry.where:
        return entry
    fault = InputError(f"{entry.where}: the id {entry.record.id!r} is taken by the document of {first}")
    return Entry(entry.where, entry.size, fault)


# ---------------------------------------------------------------- files


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, or standard input (`-`); `inside` is its path in the folder that was named, if one was."""

    name: str
    inside: str | None = None

    def entries(self, *, date: date | None = None, language: str | None = None) -> Iterator[Entry]:
        """Yield what the file holds; see `read_inputs`."""
        return _read(self.name, self.inside, date, language)


def input_files(name: str) -> Iterator[InputFile]:
    """Yield the file of a name, of a folder all texts and JSON lines below it, sorted, but for hidden ones."""
    if name == STANDARD_INPUT or not os.path.isdir(name):
        yield InputFile(name)
        return
    inside = []
    for folder, folders, names in os.walk(name):
        folders[:] = [other for other in folders if not other.startswith(".")]
        suffixes = ((file, PurePath(plain_name(file)).suffix.lower()) for file in names if not file.startswith("."))
        found = [os.path.join(folder, file) for file, suffix in suffixes if suffix in _TEXT + _LINES]
        inside += [PurePath(os.path.relpath(path, name)).as_posix() for path in found if os.path.isfile(path)]
    if not inside:
        yield InputFile(name)  # which says that it is a folder without any
    for path in sorted(inside):
        yield InputFile(os.path.join(name, path), path)


def _read(name: str, inside: str | None, day: date | None, language: str | None) -> Iterator[Entry]:
    if name == STANDARD_INPUT:
        source = _Source("standard input", "stdin", day, language)
    else:
        folder = f"{parent}/" if inside and (parent := PurePath(inside).parent.as_posix()) != "." else ""
        source = _Source(name, whole(folder + plain_name(name).removesuffix(".txt")), day, language)
    try:
        if os.path.isdir(name):
            yield source.fault("this is a folder without texts (.txt) and JSON lines (.jsonl)")
            return
        if PurePath(plain_name(name)).suffix.lower() in _TABLES and os.path.exists(name):  # cells are no sentences
            yield source.fault("this is a table; inputs are texts and JSON lines")
            return
        with open(0, "rb", closefd=False) if name == STANDARD_INPUT else open_file(name) as stream:
            yield from _lines(stream, source) if _is_lines(stream, name) else _text(stream, source)
    except FileNotFoundError:
        yield source.fault("no such file")
    except InputError as error:
        yield Entry(name, 0, error)
    except BROKEN as error:
        yield source.fault(f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _is_lines(stream: BufferedReader, name: str) -> bool:
    suffix = PurePath(plain_name(name)).suffix.lower()
    if suffix in _TEXT or suffix in _LINES:
        return suffix in _LINES
    return stream.peek().lstrip(_WHITE).startswith(b"{")


def _text(stream: BufferedReader, source: _Source) -> Iterator[Entry]:
    data = stream.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        yield source.fault(_too_long(), size=len(data))
        return
    try:
        text = _decode(data)
    except _FaultError as fault:
        yield source.fault(str(fault), fault.line, len(data))
        return
    if not text.strip():
        yield source.fault("this is empty", size=len(data))
        return
    document = Document(source.stem, text, source.date, source.language)
    yield Entry(source.name, len(data), document)


def _lines(stream: BufferedReader, source: _Source) -> Iterator[Entry]:
    is_empty = True
    for number, line in enumerate(iter(lambda: stream.readline(_LONGEST + 1), b""), 1):
        if len(line) > _LONGEST:
            is_empty = False
            yield source.fault(_too_long(), number, len(line))
            while line and not line.endswith(b"\n"):
                line = stream.readline(_LONGEST)
            continue
        if not line.strip(_WHITE):
            continue
        is_empty = False
        try:
            record = _record(_decode(line.rstrip(b"\r\n")), source, number)
        except (_FaultError, InputError) as fault:
            yield source.fault(str(fault), number, len(line))
            if b"\0" in line:  # the other lines of a binary file are no lines either
                return
            continue
        yield Entry(f"{source.name}:{number}", len(line), record)
    if is_empty:
        yield source.fault("this is empty")


def _too_long() -> str:
    return f"this is longer than {_LONGEST / 1_000_000:g} MB"


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _FaultError("this is UTF-16; save it as UTF-8")
    if b"\0" in data:
        raise _FaultError("this is binary, not text", data.count(b"\n", 0, data.index(b"\0")) + 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec cuts the mark off before it counts.
        start = error.start + len(data) - len(error.object)
        column = start - data.rfind(b"\n", 0, start)
        what = f"this is not UTF-8: byte 0x{data[start]:02x} at byte {column} of the line"
        raise _FaultError(what, data.count(b"\n", 0, start) + 1) from None


# ---------------------------------------------------------------- records


def _record(line: str, source: _Source, number: int) -> Document | Event:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise _FaultError(f"this is not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError) as error:
        raise _FaultError(f"this is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise _FaultError("this is no JSON object")
    if not _is_unicode(value):
        raise _FaultError("this holds half of a surrogate pair, which is no character")
    if "type" in value and "trigger" in value:
        fault = _misfit(value, Event, "")
        if fault:
            raise _FaultError(f"this is no event record: {fault}")
        return event_from_dict(value)
    return document_from_dict(value, id=f"{source.stem}:{number}", date=source.date, language=source.language)


def document_from_dict(
    record: Mapping[str, Any], *, id: str | None = None, date: date | None = None, language: str | None = None
) -> Document:
    """Return the document that a JSON object holds; `id`, `date` and `language` go to one that has none of its own.

    Raises InputError where a field is no string, the text or all ids are missing or empty, or the date is none.
    """
    text = record.get("text")
    if text is None:
        raise InputError("the field 'text' is missing")
    if not isinstance(text, str):
        raise InputError("the field 'text' is not a string")
    if not text.strip():
        raise InputError("the field 'text' is empty")
    name = record.get("id")
    is_number = isinstance(name, int) and not isinstance(name, bool)
    name = str(name) if is_number else _string(record, "id") or id
    if not name:
        raise InputError("the field 'id' is missing")
    day = _string(record, "date")
    return Document(
        id=name,
        text=text,
        date=parse_date(day) if day else date,
        language=_string(record, "language") or language,
        source=_string(record, "source"),
        url=_string(record, "url"),
        title=_string(record, "title"),
    )


def _string(value: Mapping[str, Any], field: str) -> str | None:
    found = value.get(field)
    if found is not None and not isinstance(found, str):
        raise InputError(f"the field {field!r} is not a string")
    return found or None


def _is_unicode(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _misfit(value: Any, hint: Any, where: str) -> str | None:
    """Return what keeps a JSON value from becoming what `hint` says, or None."""
    kind, options = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _record_misfit(value, hint, where)
    if kind is tuple:
        if not isinstance(value, list):
            return f"{where!r} is not a list"
        faults = (_misfit(item, options[0], f"{where}[{i}]") for i, item in enumerate(value))
        return next(filter(None, faults), None)
    if kind in (Union, UnionType):
        return None if value is None else _misfit(value, options[0], where)
    if kind is Literal:
        return None if value in options else f"{where!r} is none of {', '.join(options)}"
    types = (int, float) if hint is float else (hint,)
    is_fit = isinstance(value, types) and not isinstance(value, bool)
    return None if is_fit else f"{where!r} is not {_JSON_NAMES[hint]}"


def _record_misfit(value: Any, hint: Any, where: str) -> str | None:
    if not isinstance(value, dict):
        return f"{where!r} is not an object"
    hints, optional = _hints(hint), _optional(hint)
    prefix = f"{where}." if where else ""
    for name in value:
        if name not in hints:
            return f"unknown field {prefix + name!r}{nearest(name, hints)}"
    for name, inner in hints.items():
        if name not in value:
            if name in optional:
                continue
            return f"the field {prefix + name!r} is missing"
        fault = _misfit(value[name], inner, prefix + name)
        if fault:
            return fault
    return None


@cache
def _optional(record: Any) -> frozenset[str]:
    """Return the fields that an event record of an earlier version lacks: those with a default."""
    return frozenset(field.name for field in fields(record) if record is Event and field.default is not MISSING)


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)
