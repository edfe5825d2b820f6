"""The command `tewn`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any, NoReturn, TextIO

from . import DEFAULT_LANGUAGE, __version__, explain
from .ontology.errors import InputError, TewnError
from .ontology.files import WholeFile
from .ontology.model import Document, Event
from .ontology.records import STANDARD_INPUT, Entry, event_line, parse_date, read_inputs
from .progress import Progress

FAULTS, BAD_INPUT = 1, 2
INTERRUPTED, CLOSED_PIPE = 130, 141  # as shells report the signals
RULE_LANGUAGE = "ckb"  # of rule files, where none is given
COLLECT_AFTER = 50_000  # new objects: the tables of a language are large and stay, looking through them often is slow


def main(arguments: list[str] | None = None) -> int:
    """Run the command with its arguments and return the exit status.

    0: done; 1: `check` found faults; 2: some input could not be used. Errors are one line each on standard
    error, without a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    gc.set_threshold(COLLECT_AFTER)
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
        # Otherwise the interpreter's last flush complains.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except OSError as error:
        _say(f"{error.filename or 'standard output'}: {error.strerror or error}")
        return BAD_INPUT


def _say(*lines: str) -> None:
    for line in lines:
        print(f"tewn: {line}", file=sys.stderr)


# ---------------------------------------------------------------- commands


def _extract(chosen: argparse.Namespace) -> int:
    from .extractors.batch import code

    batch = _Batch(chosen)
    output: AbstractContextManager[WholeFile | TextIO]
    output = WholeFile(chosen.output) if chosen.output else nullcontext(sys.stdout)
    with batch.progress, output as file:
        for entry, document in batch.documents():
            try:
                events = code(document)
            except InputError as error:
                batch.leave_out(entry, str(error))
                continue
            for event in events:
                file.write(event_line(event))
        if batch.is_lost and isinstance(file, WholeFile):
            file.discard()
    return batch.close()


def _build(chosen: argparse.Namespace) -> int:
    from .graph import Run, check_output, write

    check_output(chosen.output)
    batch = _Batch(chosen)
    with batch.progress:
        events, documents = _collect(batch)
    if not batch.is_lost:
        write(events, documents, chosen.output, run=Run(version=__version__))
    return batch.close()


def _collect(batch: _Batch) -> tuple[list[Event], list[Document]]:
    """Return the events and documents for a graph; a document that has event records is not coded again."""
    from .extractors.batch import code, resolved
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
                if record.id not in recorded:
                    record = resolved(record)
                    events.update((event.id, event) for event in code(record))
                documents.append(record)
        except InputError as error:
            batch.leave_out(entry, str(error))
    return list(events.values()), documents


def _require_none(faults: Iterator[str]) -> None:
    fault = next(faults, None)
    if fault:
        raise InputError(fault)


def _explain(chosen: argparse.Namespace) -> int:
    print(explain(chosen.sentence, language=chosen.language, date=chosen.date))
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from .extractors.batch import language_code
    from .extractors.check import check_rules

    report = check_rules(chosen.rules, language=language_code(chosen.language))
    for fault in report.faults:
        print(fault)
    checked = ", ".join(_counted(getattr(report, what), what) for what in ("files", "rules", "examples"))
    print(f"{checked}: {_counted(len(report.faults), 'faults')}")
    return FAULTS if report.faults else 0


def _counted(number: int, things: str) -> str:
    return f"{number} {things if number != 1 else things.removesuffix('s')}"


def _query(chosen: argparse.Namespace) -> int:
    from .graph.query import SHOWN_AS, query

    print(SHOWN_AS[chosen.format](query(chosen.graph, chosen.query)).rstrip("\n"))
    return 0


# ---------------------------------------------------------------- batches


class _Batch:
    """The inputs of a command: reads them, names what has to be left out, and counts."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        from .extractors.batch import AUTO, language_code

        language = None if chosen.language == AUTO else language_code(chosen.language)  # None: each text tells
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
    parser = _Parser(
        prog="tewn",
        description="Read news by rules and weave a knowledge graph of who did what to whom.",
        epilog="example:\n  tewn extract --date 2021-03-14 article.txt\n  tewn extract --help",
    )
    parser.add_argument("--version", action="version", version=f"tewn {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for add in (_add_extract, _add_build, _add_explain, _add_check, _add_query):
        add(commands)
    return parser


_Commands = argparse._SubParsersAction  # argparse gives it no public name


def _add_extract(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "extract",
        help="texts to event records",
        description="Find the events of documents and write them as JSON lines, an event a line.",
        epilog="""\
example:
  tewn extract --date 2021-03-14 -o events.jsonl article.txt
  cat documents.jsonl | tewn extract - > events.jsonl""",
    )
    _add_inputs(command, "text files, JSON lines with a document a line, or - for standard input")
    command.add_argument("-o", "--output", metavar="FILE", help="where to write (default: standard output)")
    command.set_defaults(run=_extract)


def _add_build(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "build",
        help="texts or event records to a graph or a table",
        description="Weave texts, event records or both into one graph or table. The suffix of the output names"
        "\nits format: .ttl .nt .nq .trig .jsonld .rdf (RDF), .graphml .gexf (networks of actors),"
        "\n.jsonl .csv .parquet (event records), .plover.jsonl .polecat.tsv .gdelt.tsv .icews.tsv (tables"
        "\nand records as others have them)."
        "\nA document whose event records are given is not read for events again; its text joins the graph.",
        epilog="""\
example:
  tewn build --date 2021-03-14 article.txt -o graph.ttl
  tewn build events.jsonl -o graph.graphml
  tewn build events.jsonl -o events.polecat.tsv""",
    )
    _add_inputs(command, "text files, JSON lines of documents or of event records, or - for standard input")
    command.add_argument("-o", "--output", metavar="FILE", required=True, help="where to write")
    command.set_defaults(run=_build)


def _add_explain(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "explain",
        help="how a sentence is read",
        description="Show the tokens, analyses and phrases of a sentence, which rules were tried, which"
        "\nmatched, and why the others did not.",
        epilog='example:\n  tewn explain --date 2021-03-14 "..."',
    )
    command.add_argument("sentence", metavar="SENTENCE", help="the sentence, in quotes")
    _add_language(command)
    _add_date(command)
    command.set_defaults(run=_explain)


def _add_check(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "check",
        help="check rule files and run their examples",
        description="Check rule files and run the examples of their rules together with the rules that tewn"
        "\nships with. Prints every fault as FILE:LINE: RULE: WHAT; exit status 1 where there are any.",
        epilog="example:\n  tewn check my-rules/coerce.toml\n  tewn check",
    )
    what = "rule files or folders of them (default: all that tewn ships with)"
    command.add_argument("rules", nargs="*", metavar="RULES", help=what)
    what = f"language of the rules (default: {RULE_LANGUAGE})"
    command.add_argument("--language", metavar="CODE", default=RULE_LANGUAGE, help=what)
    command.set_defaults(run=_check)


def _add_query(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "query",
        help="ask a graph in SPARQL",
        description="Ask an RDF file in SPARQL 1.1. The prefixes that tewn writes need not be declared.",
        epilog="""\
example:
  tewn query graph.ttl "SELECT ?actor ?recipient WHERE {?actor plover:assault ?recipient}" """,
    )
    command.add_argument("graph", metavar="GRAPH", help="an RDF file, as 'tewn build' writes it")
    command.add_argument("query", metavar="QUERY", help="SELECT, ASK, CONSTRUCT or DESCRIBE")
    command.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")
    command.set_defaults(run=_query)


def _add_inputs(command: _Parser, what: str) -> None:
    command.add_argument("inputs", nargs="+", metavar="INPUT", help=what)
    _add_language(command)
    _add_date(command)


def _add_language(command: _Parser) -> None:
    what = f"language of what does not say its own (default: {DEFAULT_LANGUAGE}, as the text tells)"
    command.add_argument("--language", metavar="CODE", default=DEFAULT_LANGUAGE, help=what)


def _add_date(command: _Parser) -> None:
    what = "day of publication of what does not say its own, as in 2021-03-14"
    command.add_argument("--date", metavar="DAY", type=_day, help=what)


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
