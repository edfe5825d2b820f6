"""The command `tewn`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from . import DEFAULT_LANGUAGE, __version__, explain
from .ontology.errors import InputError, TewnError
from .ontology.files import WholeFile
from .ontology.records import STANDARD_INPUT, parse_date
from .progress import say

if TYPE_CHECKING:
    from .batch import Batch

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
        say(*str(error).splitlines())
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Otherwise the interpreter's last flush complains.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except OSError as error:
        say(f"{error.filename or 'standard output'}: {error.strerror or error}")
        return BAD_INPUT


# ---------------------------------------------------------------- commands


def _extract(chosen: argparse.Namespace) -> int:
    batch = _batch(chosen)
    if chosen.output and (chosen.output.endswith(("/", os.sep)) or os.path.isdir(chosen.output)):
        from .corpus import extract_folder

        return extract_folder(batch, chosen.output)
    output: AbstractContextManager[WholeFile | TextIO]
    output = WholeFile(chosen.output) if chosen.output else nullcontext(sys.stdout)
    with batch.progress, output as file:
        for lines in batch.lines():
            file.write(lines)
            if STANDARD_INPUT in chosen.inputs and file is sys.stdout:
                file.flush()  # who reads on may wait for it
        if batch.is_lost and isinstance(file, WholeFile):
            file.discard()
    return batch.close()


def _batch(chosen: argparse.Namespace) -> Batch:
    from .batch import Batch

    # Of the cores of a shared machine a process may have leave to use a few alone.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = chosen.workers or cores
    return Batch(chosen.inputs, language=chosen.language, date=chosen.date, workers=workers, timeout=chosen.timeout)


def _build(chosen: argparse.Namespace) -> int:
    from .graph import Run, check_target, is_store, is_url, weave

    check_target(chosen.output, base=chosen.base)
    batch = _batch(chosen)
    coded = batch.coded()
    with batch.progress:
        if is_url(chosen.output) or is_store(chosen.output):
            first = list(islice(coded, 1))  # where nothing can be used, nothing is made
        else:
            first = sorted(coded, key=lambda one: one.id)  # a file holds all, sorted, or does not appear
        if first or not batch.is_lost:
            documents = chain(first, coded)
            run = Run(version=__version__)
            weave(documents, chosen.output, base=chosen.base, run=run, safe_cells=chosen.safe_cells)
    return batch.close()


def _export(chosen: argparse.Namespace) -> int:
    from .graph import Run, check_target, open_records, weave

    check_target(chosen.output, base=chosen.base)
    with open_records(chosen.graph, base=chosen.base) as documents:
        run = Run(version=__version__)
        weave(documents, chosen.output, base=chosen.base, run=run, safe_cells=chosen.safe_cells)
    return 0


def _view(chosen: argparse.Namespace) -> int:
    from .graph import check_view, is_graph, view

    check_view(chosen.output, chosen.interface)
    if any(map(is_graph, chosen.inputs)):
        if len(chosen.inputs) > 1:
            raise InputError("a graph is looked at alone; several inputs have to be texts or event records")
        view(chosen.inputs[0], language=chosen.interface, base=chosen.base).write(chosen.output)
        return 0
    batch = _batch(chosen)
    with batch.progress:
        coded = list(batch.coded())
    if coded or not batch.is_lost:
        events = [event for one in coded for event in one.events]
        texts = [one.document for one in coded if one.document is not None]
        view(events, texts, language=chosen.interface).write(chosen.output)
    return batch.close()


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
    from .graph import NAMED, Filters, named_query, query
    from .graph.query import SHOWN_AS, as_csv

    filters = {name: getattr(chosen, name) for name in Filters.__slots__ if getattr(chosen, name) is not None}
    if chosen.query in NAMED or chosen.query.isalpha():  # SPARQL is never a single word
        answer = named_query(chosen.graph, chosen.query, Filters(**filters), base=chosen.base)
    elif filters:
        options = ", ".join(f"--{name}" for name in filters)
        raise InputError(f"{options}: only for a question by name ({', '.join(NAMED)}), not for SPARQL")
    else:
        answer = query(chosen.graph, chosen.query, base=chosen.base)
    show = partial(as_csv, safe_cells=chosen.safe_cells) if chosen.format == "csv" else SHOWN_AS[chosen.format]
    print(show(answer).rstrip("\n"))
    return 0


# ---------------------------------------------------------------- arguments


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, and whose description and example keep their lines."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        say(f"{message} (see {self.prog} --help)")
        raise SystemExit(BAD_INPUT)


def _parser() -> _Parser:
    parser = _Parser(
        prog="tewn",
        description="Read news by rules and weave a knowledge graph of who did what to whom.",
        epilog="example:\n  tewn extract --date 2021-03-14 article.txt\n  tewn extract --help",
    )
    parser.add_argument("--version", action="version", version=f"tewn {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for add in (_add_extract, _add_build, _add_export, _add_view, _add_query, _add_explain, _add_check):
        add(commands)
    return parser


_GRAPH = "an RDF file, a store's folder, or the http(s) address of a SPARQL endpoint"
_INPUTS = "text files, JSON lines (both also .gz and .zst) or folders of them"
_Commands = argparse._SubParsersAction  # argparse gives it no public name


def _add_extract(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "extract",
        help="texts to event records",
        description="Find the events of documents and write them as JSON lines, an event a line.",
        epilog="""\
example:
  tewn extract --date 2021-03-14 -o events.jsonl article.txt
  cat documents.jsonl | tewn extract - > events.jsonl
  tewn extract news/ -o events/""",
    )
    _add_inputs(command, f"{_INPUTS}, with a document a line, or - for standard input")
    what = "where to write; with a folder (DIR/) a file for each input, and what is there already is not made again"
    command.add_argument("-o", "--output", metavar="OUTPUT", help=f"{what} (default: standard output)")
    command.set_defaults(run=_extract)


def _add_build(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "build",
        help="texts or event records to a graph or a table",
        description="Weave texts, event records or both into a graph. The output is a file, whose suffix names its"
        "\nformat:"
        "\n  .ttl .nt .nq .trig .jsonld .rdf                        RDF"
        "\n  .graphml .gexf                                         networks of actors"
        "\n  .jsonl .csv .parquet                                   event records"
        "\n  .plover.jsonl .polecat.tsv .gdelt.tsv .icews.tsv       as others have them"
        "\nor a folder (DIR/), in which a store grows document by document, or a SPARQL endpoint (http://...)."
        "\nA document whose event records are given is not read for events again; its text joins the graph.",
        epilog="""\
example:
  tewn build --date 2021-03-14 article.txt -o graph.ttl
  tewn build --date 2021-03-14 article.txt -o news/
  tewn build events.jsonl -o events.polecat.tsv""",
    )
    _add_inputs(command, f"{_INPUTS} of documents or of event records, or - for standard input")
    _add_target(command)
    command.set_defaults(run=_build)


def _add_export(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "export",
        help="a graph to another format, folder or endpoint",
        description="Read a graph that tewn has woven, from an RDF file, a store's folder or a SPARQL endpoint, and"
        "\nwrite it in any format of 'tewn build', or add it to a folder or an endpoint.",
        epilog="example:\n  tewn export news/ -o news.graphml\n  tewn export news/ -o news.ttl",
    )
    command.add_argument("graph", metavar="GRAPH", help=_GRAPH)
    _add_target(command)
    command.set_defaults(run=_export)


def _add_view(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser(
        "view",
        help="a graph to a page or picture to look at",
        description="Show who does what to whom: a page to explore it in a browser, which needs no network, or a"
        "\npicture of the network of actors for a paper. The suffix of the output names which:"
        "\n  .html                                                  page"
        "\n  .svg .png                                              picture",
        epilog="""\
example:
  tewn view graph.ttl -o actors.html
  tewn view --date 2021-03-14 article.txt -o actors.svg""",
    )
    _add_inputs(command, f"{_GRAPH}; or texts and event records, as for 'tewn build'")
    command.add_argument("-o", "--output", metavar="FILE", required=True, help="the file to write")
    what = "language of the page or picture, ckb or en (default: that of most events, else en)"
    command.add_argument("--interface", metavar="CODE", help=what)
    _add_base(command)
    command.set_defaults(run=_view)


def _add_target(command: _Parser) -> None:
    what = "the file, folder or endpoint to write to"
    command.add_argument("-o", "--output", metavar="OUTPUT", required=True, help=what)
    _add_base(command)
    _add_safe_cells(command)


def _add_safe_cells(command: _Parser) -> None:
    what = "put an apostrophe before cells of .csv and .tsv that a spreadsheet would take for a formula"
    command.add_argument("--safe-cells", action="store_true", help=what)


def _add_base(command: _Parser) -> None:
    what = "what identifiers start with (default: that of the folder, else https://w3id.org/tewn/id/)"
    command.add_argument("--base", metavar="IRI", help=what)


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
        help="ask a graph, by name or in SPARQL",
        description="Ask a graph one of the questions below, or in SPARQL 1.1; the prefixes that tewn writes need not"
        "\nbe declared."
        "\n  actors          who acts and who is acted on, how often"
        "\n  dyads           who acts towards whom, how often, with what mean score, by month"
        "\n  timeline        how much cooperation and conflict, by month"
        "\n  events          what happened, with the words for it"
        "\n  sources         who publishes and who says what"
        "\n  contradictions  what one affirms and another denies"
        "\nActors and places are given by name in any language, code or identifier.",
        epilog="""\
example:
  tewn query graph.ttl dyads --involving Iran --by year
  tewn query news/ events --actor TUR --type ASSAULT --from 2021-01-01 --format csv
  tewn query graph.ttl "SELECT ?actor ?recipient WHERE {?actor plover:assault ?recipient}" """,
    )
    command.add_argument("graph", metavar="GRAPH", help=_GRAPH)
    command.add_argument("query", metavar="QUERY", help="a name, or SELECT, ASK, CONSTRUCT or DESCRIBE")
    command.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")
    _add_safe_cells(command)
    _add_base(command)
    chosen = command.add_argument_group("for a question by name")
    chosen.add_argument("--actor", metavar="WHO", help="who acts")
    chosen.add_argument("--recipient", metavar="WHO", help="to whom it is done")
    chosen.add_argument("--involving", metavar="WHO", help="either of the two")
    chosen.add_argument("--type", metavar="TYPE", help="PLOVER type, as in ASSAULT")
    what = "actual, future, possible, negated or any (default: what happened; for events and the last two, any)"
    chosen.add_argument("--factuality", metavar="WHICH", help=what)
    chosen.add_argument("--place", metavar="WHERE", help="a place, or a country for all its places")
    chosen.add_argument("--from", dest="first", metavar="DAY", type=_day, help="first day, as in 2021-03-14")
    chosen.add_argument("--to", dest="last", metavar="DAY", type=_day, help="last day")
    chosen.add_argument("--by", metavar="PERIOD", help="day, month, year or all (default: month)")
    chosen.add_argument("--names", dest="language", metavar="CODE", help="language of names (default: en)")
    chosen.add_argument("--limit", metavar="N", type=_count, help="rows at most")
    command.set_defaults(run=_query)


def _add_inputs(command: _Parser, what: str) -> None:
    command.add_argument("inputs", nargs="+", metavar="INPUT", help=what)
    _add_language(command)
    _add_date(command)
    what = "processes that read at the same time (default: one for each core)"
    command.add_argument("--workers", metavar="N", type=_count, help=what)
    what = "how long one document may take (default: 300 with several workers, without end with one)"
    command.add_argument("--timeout", metavar="SECONDS", type=_seconds, help=what)


def _add_language(command: _Parser) -> None:
    what = f"language of what does not say its own (default: {DEFAULT_LANGUAGE}, as the text tells)"
    command.add_argument("--language", metavar="CODE", default=DEFAULT_LANGUAGE, help=what)


def _add_date(command: _Parser) -> None:
    what = "day of publication of what does not say its own, as in 2021-03-14"
    command.add_argument("--date", metavar="DAY", type=_day, help=what)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return found


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
