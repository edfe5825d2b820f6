"""The command `tewn`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TextIO

from . import DEFAULT_LANGUAGE, __version__, explain
from .ontology.errors import GraphError, InputError, TewnError, nearest
from .ontology.files import WholeFile
from .ontology.model import Document, Event
from .ontology.records import STANDARD_INPUT, Entry, event_line, parse_date, read_inputs
from .progress import Progress

FAULTS, BAD_INPUT, INTERRUPTED, CLOSED_PIPE = 1, 2, 130, 141  # 130 and 141: what shells report for the signals


def main(arguments: list[str] | None = None) -> int:
    """Run the command with its arguments and return the exit status.

    0: done; 1: `check` found faults; 2: some input could not be used. Errors are one line each on standard
    error, without a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        chosen = _parser().parse_args(arguments)
        status: int = chosen.run(chosen)
        sys.stdout.flush()
        return status
    except TewnError as error:
        _say(*str(error).splitlines())
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter's last flush complains
        return CLOSED_PIPE
    except OSError as error:
        _say(f"{error.filename or 'standard output'}: {error.strerror or error}")
        return BAD_INPUT


def _say(*lines: str) -> None:
    for line in lines:
        print(f"tewn: {line}", file=sys.stderr)


# ---------------------------------------------------------------- commands


def _extract(chosen: argparse.Namespace) -> int:
    from .extractors.batch import code, language_code

    batch = _Batch(chosen, language_code(chosen.language))
    output: AbstractContextManager[WholeFile | TextIO]
    output = WholeFile(chosen.output) if chosen.output else nullcontext(sys.stdout)
    with batch.progress, output as file:
        for entry, document in batch.documents():
            try:
                events = code(document)
            except InputError as error:
                batch.leave_out(entry, f"document {document.id}: {error}")
                continue
            for event in events:
                file.write(event_line(event))
        if batch.is_lost and isinstance(file, WholeFile):
            file.discard()
    return batch.close()


def _build(chosen: argparse.Namespace) -> int:
    from .extractors.batch import language_code
    from .graph import FORMATS, Run, write

    suffix = Path(chosen.output).suffix.lower()
    if suffix not in FORMATS:
        guess = nearest(suffix, FORMATS)
        raise GraphError(f"{chosen.output}: no format has the suffix {suffix!r}{guess}; known are {', '.join(FORMATS)}")
    batch = _Batch(chosen, language_code(chosen.language))
    with batch.progress:
        events, documents = _collect(batch)
    if not batch.is_lost:
        write(events, documents, chosen.output, run=Run(version=__version__))
    return batch.close()


def _collect(batch: _Batch) -> tuple[list[Event], list[Document]]:
    """Return the events and documents for a graph; a document that has event records is not coded again."""
    from .extractors.batch import code
    from .graph.check import faults

    entries = list(batch.entries())
    texts = {entry.record.id: entry.record for entry in entries if isinstance(entry.record, Document)}
    recorded = {entry.record.document for entry in entries if isinstance(entry.record, Event)}
    events: dict[str, Event] = {}
    documents = []
    for entry in entries:
        record = entry.record
        try:
            if isinstance(record, Event):
                text = texts.get(record.document)
                _require_none(faults([events.get(record.id, record), record], [text] if text else []))
                events[record.id] = record
            elif isinstance(record, Document):
                _require_none(faults([], [record]))
                coded = [] if record.id in recorded else code(record)
                events.update((event.id, event) for event in coded)
                documents.append(record)
        except InputError as error:
            batch.leave_out(entry, str(error))
    return list(events.values()), documents


def _require_none(faults: Iterator[str]) -> None:
    fault = next(faults, None)
    if fault:
        raise InputError(fault)


def _explain(chosen: argparse.Namespace) -> int:
    print(explain(chosen.sentence, language=chosen.language, date=chosen.date).rstrip("\n"))
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from .extractors.batch import language_code
    from .extractors.check import check_rules

    report = check_rules(chosen.rules, language=language_code(chosen.language))
    for fault in report.faults:
        print(fault)
    found = f"{len(report.faults)} faults" if len(report.faults) != 1 else "1 fault"
    print(f"{report.files} files, {report.rules} rules, {report.examples} examples: {found}")
    return FAULTS if report.faults else 0


def _query(chosen: argparse.Namespace) -> int:
    from .graph.query import SHOWN_AS, query

    print(SHOWN_AS[chosen.format](query(chosen.graph, chosen.query)).rstrip("\n"))
    return 0


# ---------------------------------------------------------------- batches


class _Batch:
    """The inputs of a command: reads them, names what has to be left out, and counts."""

    def __init__(self, chosen: argparse.Namespace, language: str) -> None:
        self._inputs: list[str] = chosen.inputs
        self._read = read_inputs(self._inputs, date=chosen.date, language=language)
        self._total = self._left_out = 0
        self.progress = Progress(_size(self._inputs))

    def entries(self) -> Iterator[Entry]:
        """Yield what can be used."""
        for entry in self._read:
            self._total += 1
            if isinstance(entry.record, InputError):
                self._say(str(entry.record))
            else:
                yield entry
            self.progress.advance(entry.size)

    def documents(self) -> Iterator[tuple[Entry, Document]]:
        """Yield the documents; event records are left out."""
        for entry in self.entries():
            if isinstance(entry.record, Document):
                yield entry, entry.record
            else:
                self.leave_out(entry, "this is an event record, not a document; 'tewn build' reads both")

    def leave_out(self, entry: Entry, why: str) -> None:
        """Say why something cannot be used."""
        self._say(f"{entry.where}: {why}")

    def _say(self, why: str) -> None:
        self._left_out += 1
        self.progress.clear()
        _say(why)

    @property
    def is_lost(self) -> bool:
        """Whether nothing could be used."""
        return self._left_out == self._total

    def close(self) -> int:
        """Say how much was left out and return the exit status."""
        if self._left_out and self._total > 1:
            _say(f"{self._left_out} of {self._total} inputs could not be used")
        return BAD_INPUT if self._left_out else 0


def _size(names: Sequence[str]) -> int | None:
    """Return the size of all files in bytes, or None where standard input is among them."""
    return None if STANDARD_INPUT in names else sum(os.path.getsize(n) for n in names if os.path.isfile(n))


# ---------------------------------------------------------------- arguments


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, and whose description and example keep their lines."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        _say(f"{message} (see {self.prog} --help)")
        raise SystemExit(BAD_INPUT)


def _parser() -> _Parser:
    parser = _Parser(prog="tewn", description=_DESCRIPTION, epilog=_EXAMPLES)
    parser.add_argument("--version", action="version", version=f"tewn {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for name, (run, summary, text) in _COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=text[0], epilog=text[1])
        command.set_defaults(run=run)
        _ARGUMENTS[name](command)
    return parser
