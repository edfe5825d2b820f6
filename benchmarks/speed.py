"""Measure extraction on one core: sentences and megabytes a second, by stage; start-up, memory, writing RDF.

    python benchmarks/speed.py CORPUS... [--language ckb] [--history benchmarks/history.tsv] [--profile build/bench]

A corpus is a text file with a document on each line, in a language that tewn codes. Times are CPU seconds, with the
caches of word forms empty at first, and garbage collected as seldom, as in a process of `tewn extract`. Stages, in
microseconds a sentence:

    normalise    one spelling, offsets kept
    split        sentences
    tokenise     tokens, of what stands between two spaces each once
    morphology   analysis of the word forms, each once
    triggers     which sentences could have an event
    names        of those: word classes, times and names
    engine       of those: clauses, predicates, roles, identification, certainty, records

With --history a line for each corpus is added to a table. With --profile nothing is measured: the functions that took
most are listed in a file for each language, those of plain Python only. `python` tells a compiled engine by "mypyc".
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import os
import platform
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from tewn import __version__
from tewn.cli import COLLECT_AFTER
from tewn.extractors.batch import extractor_for, resolved
from tewn.extractors.engine import coder
from tewn.extractors.extractor import Extractor
from tewn.extractors.text.tokens import tokenize
from tewn.graph import write
from tewn.ontology.model import Document, Event

T = TypeVar("T")
STARTS = 7  # processes; the median counts
LISTED = 40  # functions in a profile


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one corpus; times of stages in microseconds a sentence."""

    day: str
    version: str
    python: str
    machine: str
    corpus: str
    language: str
    documents: int
    sentences: int
    events: int
    sentences_a_second: int
    megabytes_a_second: float
    normalise: float
    split: float
    tokenise: float
    morphology: float
    triggers: float
    names: float
    engine: float
    loading_seconds: float
    start_seconds: float
    memory_megabytes: int
    turtle_events_a_second: int


def main() -> None:
    """Print the figures of each corpus."""
    parser = argparse.ArgumentParser(description="Measure the speed of extraction on one core.")
    parser.add_argument("corpora", type=Path, nargs="+", metavar="CORPUS")
    parser.add_argument("--language", default="auto")
    parser.add_argument("--history", type=Path)
    parser.add_argument("--profile", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    gc.set_threshold(COLLECT_AFTER)
    for corpus in arguments.corpora:
        lines = [line for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
        language = resolved(Document("text", "\n".join(lines), language=arguments.language)).language or ""
        if arguments.profile:
            print(profile(language, lines, arguments.profile))
            continue
        figures = measure(corpus, language, lines)
        show(figures)
        if arguments.history:
            keep(figures, arguments.history)


def measure(corpus: Path, language: str, lines: list[str]) -> Figures:
    """Return the figures of a corpus in a language."""
    new(language)  # so that its tables are kept
    extractor, loading = timed(lambda: new(language))
    documents = [Document(f"{corpus.stem}-{number}", line, language=language) for number, line in enumerate(lines)]
    events: list[Event] = []
    _, total = timed(lambda: events.extend(e for document in documents for e in extractor.extract(document)))
    sentences, stages = by_stage(new(language), lines, total)
    size = sum(len(line.encode("utf-8")) for line in lines) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        _, writing = timed(lambda: write(events, documents, Path(folder) / "graph.ttl"))
    return Figures(
        day=date.today().isoformat(), version=version(), python=python(), machine=machine(),
        corpus=corpus.name, language=language, documents=len(lines), sentences=sentences, events=len(events),
        sentences_a_second=round(sentences / total), megabytes_a_second=round(size / total, 2),
        **{name: round(seconds / sentences * 1e6, 1) for name, seconds in stages.items()},
        loading_seconds=round(loading, 3), start_seconds=round(start(lines[0]), 3),
        memory_megabytes=memory(corpus, language),
        turtle_events_a_second=round(len(events) / writing) if events else 0,
    )  # fmt: skip


def by_stage(extractor: Extractor, lines: list[str], total: float) -> tuple[int, dict[str, float]]:
    """Return the number of sentences, and the CPU seconds of each stage; the engine has what is left of `total`."""
    language, engine = extractor.language, extractor.coder
    stages: dict[str, float] = {}
    texts, stages["normalise"] = timed(lambda: [language.normalizer(line).text for line in lines])
    spans, stages["split"] = timed(lambda: [(text, s.start, s.end) for text in texts for s in language.splitter(text)])
    pieces, seconds = timed(lambda: {piece for text, a, b in spans for piece in text[a:b].split(" ")})
    _, stages["tokenise"] = timed(lambda: [tokenize(piece, 0, len(piece)) for piece in pieces])
    stages["tokenise"] += seconds
    words, seconds = timed(lambda: [engine.words(*span) for span in spans])
    stages["morphology"] = max(seconds - stages["tokenise"], 0.0)
    is_open, stages["triggers"] = timed(lambda: [engine.triggers([word for *_, word in found]) for found in words])
    chosen = [(text, found) for (text, *_), found, keep in zip(spans, words, is_open, strict=True) if keep]
    _, stages["names"] = timed(lambda: [engine.reader.sentence(text, found, None) for text, found in chosen])
    stages["engine"] = max(total - sum(stages.values()), 0.0)
    return len(spans), stages


def profile(language: str, lines: list[str], folder: Path) -> Path:
    """Write which functions took most time in a corpus, and return the file."""
    extractor = new(language)
    profiler = cProfile.Profile()
    with profiler:
        for number, line in enumerate(lines):
            extractor.extract(Document(str(number), line))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"profile-{language}.txt"
    with open(path, "w", encoding="utf-8") as file:
        pstats.Stats(profiler, stream=file).strip_dirs().sort_stats("tottime").print_stats(LISTED)
    return path


def new(language: str) -> Extractor:
    """Return an extractor whose caches are empty, from the tables that are kept."""
    return extractor_for.__wrapped__(language)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what some work returns, and its CPU seconds."""
    begin = time.process_time()
    found = work()
    return found, time.process_time() - begin


def start(sentence: str) -> float:
    """Return the seconds from the start of the command to the events of one sentence, the median of several."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.txt"
        path.write_text(sentence, encoding="utf-8")
        # -P: the tewn that is measured, not the one of the folder that this is run from.
        command = [sys.executable, "-P", "-m", "tewn", "extract", "-o", os.devnull, str(path)]
        found = []
        for _ in range(STARTS):
            begin = time.perf_counter()
            subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
            found.append(time.perf_counter() - begin)
    return statistics.median(found)


def memory(corpus: Path, language: str) -> int:
    """Return the megabytes that a process has at most while it reads a corpus, 0 where the system does not tell."""
    lines = (
        "import gc, sys",
        "gc.set_threshold(int(sys.argv[3]))",
        "from tewn.extractors.batch import extractor_for",
        "from tewn.ontology.model import Document",
        "extractor = extractor_for(sys.argv[2])",
        "for number, line in enumerate(open(sys.argv[1], encoding='utf-8')):",
        "    extractor.extract(Document(str(number), line))",
        "print(open('/proc/self/status').read())",  # a child's share of resources counts what its parent had
    )
    if not Path("/proc/self/status").exists():
        return 0
    command = [sys.executable, "-P", "-c", "\n".join(lines), str(corpus), language, str(COLLECT_AFTER)]
    status = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return round(int(peak.split()[1]) * 1024 / 1e6)


def version() -> str:
    """Return the commit that is measured, or the version where there is none."""
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or __version__


def python() -> str:
    """Return the version of Python, with a mark where the engine is compiled."""
    return platform.python_version() + ("" if str(coder.__file__).endswith(".py") else " mypyc")


def machine() -> str:
    """Return the name of the processor."""
    table = Path("/proc/cpuinfo")
    rows = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    models = (row.partition(":")[2].strip() for row in rows if row.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


def show(figures: Figures) -> None:
    """Print the figures of a corpus as a table."""
    stages = ("normalise", "split", "tokenise", "morphology", "triggers", "names", "engine")
    print(f"{figures.corpus} ({figures.language}): {figures.documents:,} documents, {figures.sentences:,} sentences")
    print(f"Python       {figures.python}")
    rate, size = figures.sentences_a_second, figures.megabytes_a_second
    print(f"extraction   {rate:8,} sentences a second   {size:.2f} MB a second   {figures.events:,} events")
    for name in stages:
        print(f"  {name:12} {getattr(figures, name):8.1f} us a sentence")
    print(f"loading      {figures.loading_seconds:8.3f} s")
    print(f"one sentence {figures.start_seconds:8.3f} s from the start of the command")
    print(f"memory       {figures.memory_megabytes:8,} MB at most")
    print(f"Turtle       {figures.turtle_events_a_second:8,} events a second")


def keep(figures: Figures, path: Path) -> None:
    """Add the figures to a table, whose first line names them."""
    row = asdict(figures)
    is_new = not path.is_file()
    with open(path, "a", encoding="utf-8") as file:
        if is_new:
            file.write("\t".join(row) + "\n")
        file.write("\t".join(map(str, row.values())) + "\n")


if __name__ == "__main__":
    main()
