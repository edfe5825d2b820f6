"""Measure what a document costs with Spark, and reckon what many cost: the two tables of docs/sizing.md.

    python benchmarks/spark.py CORPUS [--documents 100000000] [--sentences 20] [--copies 1] [--cores 2]

CORPUS is a text file with a sentence or a paragraph on each line; so many of them make an article. With `--copies`
each article is read again so many times, each time published a day later and under another id, so that a small corpus
gives Spark something to do; sizes are those of one copy. Needs Java 17, the extra `spark`, and Linux: times are CPU
times of Spark's processes as /proc has them, without those for starting and loading, which is measured apart.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from tewn import spark

DAY = date(2020, 3, 1)
NODE_CORES, NODE_MEMORY, HEAP = 16, 64, 16  # of the machines that are reckoned with: cores, GB, and GB for Spark's Java
DEADLINE = 24  # hours
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: seconds of CPU time, bytes and numbers are a document's, but for `loading` and `memory`."""

    sentences: float
    text: float
    reports: float
    happenings: float
    loading: float
    alone: float
    python: float
    java: float
    memory: float
    merging: float
    graph: float
    stored_text: float
    stored_records: float
    stored_lines: float
    stored_happenings: float
    stored_graph: float


MEASURED = {
    "sentences": "sentences",
    "text": "text, UTF-8, bytes",
    "reports": "reports (event records)",
    "happenings": "happenings, after merging",
    "loading": "loading one language, once a worker, seconds",
    "alone": "`tewn extract` without Spark, milliseconds",
    "python": "extraction with Spark: Python, milliseconds",
    "java": "extraction with Spark: Java, reading and writing, milliseconds",
    "memory": "a Python worker at its highest, MB",
    "merging": "merging, Python and Java, milliseconds",
    "graph": "writing the graph, Python and Java, milliseconds",
    "stored_text": "stored: documents, Parquet, bytes",
    "stored_records": "stored: event records, Parquet, bytes",
    "stored_lines": "stored: event records, JSON lines, gzip, bytes",
    "stored_happenings": "stored: happenings with their reports, Parquet, bytes",
    "stored_graph": "stored: graph with the texts, N-Quads, gzip, bytes",
}
MILLISECONDS = frozenset(("alone", "python", "java", "merging", "graph"))


# ---------------------------------------------------------------- tables


def measured_table(figures: Figures) -> Iterator[str]:
    """Yield the lines of the table of what was measured."""
    yield "| a document has, takes or gives | |"
    yield "|---|---|"
    for name, words in MEASURED.items():
        value = getattr(figures, name) * (1000 if name in MILLISECONDS else 1)
        yield f"| {words} | {value:,.{_digits(value)}f} |"


def read_figures(lines: Sequence[str]) -> Figures:
    """Return the figures of a table that `measured_table` has written, as they are rounded there."""
    names = {words: name for name, words in MEASURED.items()}
    cells = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in lines]
    found = {names[cell[0]]: float(cell[1].replace(",", "")) for cell in cells if cell[0] in names}
    return Figures(**{name: value / (1000 if name in MILLISECONDS else 1) for name, value in found.items()})


def reckoned_table(figures: Figures, documents: int) -> Iterator[str]:
    """Yield the lines of the table of what so many documents cost: rounded figures times their number."""
    extraction = documents * (figures.python + figures.java) / 3600
    merging, graph = documents * figures.merging / 3600, documents * figures.graph / 3600
    nodes = ceil(extraction / NODE_CORES / DEADLINE)
    hour = nodes * NODE_CORES
    yield f"| {documents:,} documents | |"
    yield "|---|---|"
    for words, value in (
        ("reports", f"{documents * figures.reports / 1e6:,.0f} million"),
        ("happenings", f"{documents * figures.happenings / 1e6:,.0f} million"),
        ("`tewn extract` on one core, days", f"{documents * figures.alone / 86400:,.1f}"),
        ("extraction, core hours", f"{extraction:,.0f}"),
        (f"machines of {NODE_CORES} cores to extract in {DEADLINE} hours", f"{nodes:,}"),
        ("on these: extraction, hours", f"{extraction / hour:,.1f}"),
        ("on these: merging, hours", f"{merging / hour:,.1f}"),
        ("on these: writing the graph, hours", f"{graph / hour:,.1f}"),
        ("merging, core hours", f"{merging:,.0f}"),
        ("writing the graph, core hours", f"{graph:,.0f}"),
        (f"memory of a machine for {NODE_CORES} workers, GB", f"{NODE_CORES * figures.memory / 1000 + HEAP:,.0f}"),
        ("texts as they are, GB", f"{documents * figures.text / 1e9:,.0f}"),
        ("documents, Parquet, GB", f"{documents * figures.stored_text / 1e9:,.0f}"),
        ("event records, Parquet, GB", f"{documents * figures.stored_records / 1e9:,.0f}"),
        ("event records, JSON lines, gzip, GB", f"{documents * figures.stored_lines / 1e9:,.0f}"),
        ("happenings with their reports, Parquet, GB", f"{documents * figures.stored_happenings / 1e9:,.0f}"),
        ("graph with the texts, N-Quads, gzip, GB", f"{documents * figures.stored_graph / 1e9:,.0f}"),
    ):
        yield f"| {words} | {value} |"


def _digits(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 2


# ---------------------------------------------------------------- measuring


class Clock:
    """The CPU time of the processes that this one has started, Java's and Python's apart, and their memory."""

    def __init__(self) -> None:
        self._python, self._java = self._now()

    def lap(self) -> tuple[float, float]:
        """Return the seconds of Python and of Java since the last call."""
        before, (self._python, self._java) = (self._python, self._java), self._now()
        return self._python - before[0], self._java - before[1]

    def _now(self) -> tuple[float, float]:
        python = java = 0.0
        for pid in _descendants():
            name, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
            user, system, reaped_user, reaped_system = map(int, rest.split()[11:15])
            if name.endswith("(java"):
                java += (user + system) / TICKS
            else:  # workers that ended count for the process that had started them
                python += (user + system + reaped_user + reaped_system) / TICKS
        return python, java

    @staticmethod
    def memory() -> float:
        """Return the highest memory of a Python worker in MB."""
        found = []
        for pid in _descendants():
            status = Path(f"/proc/{pid}/status").read_text()
            if not status.startswith("Name:\tjava"):
                found += [int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")]
        return max(found)


def _descendants() -> list[int]:
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        children.setdefault(parent, []).append(int(path.name))
    found, left = [], [os.getpid()]
    while left:
        some = children.get(left.pop(), [])
        found += some
        left += some
    return found


def articles(corpus: Path, sentences: int, copies: int) -> list[dict[str, str]]:
    """Return the documents of a corpus as records."""
    lines = [line for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = ["\n".join(lines[start : start + sentences]) for start in range(0, len(lines), sentences)]
    return [
        {"id": f"{copy}-{number}", "text": text, "date": (DAY + timedelta(copy)).isoformat()}
        for copy in range(copies)
        for number, text in enumerate(texts)
    ]


def alone(records: list[dict[str, str]], folder: Path) -> float:
    """Return the CPU seconds of `tewn extract` for documents, in a process of its own."""
    source = folder / "alone.jsonl"
    source.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "tewn", "extract", str(source), "-o", str(folder / "alone.events.jsonl")]
    subprocess.run(command, check=False)  # what cannot be used is left out, here as with Spark
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(records: list[dict[str, str]], folder: Path, cores: int) -> Figures:
    """Return the figures of documents."""
    loading = alone(records[:1], folder)
    spent_alone = alone(records, folder) - loading
    session = _session(cores)
    clock = Clock()
    # The first round starts workers and warms up Java, the second is weighed, the third timed.
    _work(session, clock, records[: 20 * cores], folder / "warm", 4 * cores)
    weighed = [one for one in records if one["id"].startswith("0-")]
    _work(session, clock, weighed, folder / "weighed", 1)
    laps = _work(session, clock, records, folder / "timed", 4 * cores)
    memory = clock.memory()
    reports, happenings = (
        session.read.parquet(str(folder / "weighed" / name)).count() for name in ("records", "happenings")
    )
    session.stop()

    def stored(name: str) -> float:
        return sum(part.stat().st_size for part in (folder / "weighed" / name).glob("part-*")) / len(weighed)

    return Figures(
        sentences=sum(one["text"].count("\n") + 1 for one in weighed) / len(weighed),
        text=sum(len(one["text"].encode()) for one in weighed) / len(weighed),
        reports=reports / len(weighed),
        happenings=happenings / len(weighed),
        loading=loading,
        alone=spent_alone / len(records),
        python=laps["extracted"][0] / len(records),
        java=laps["extracted"][1] / len(records),
        memory=memory,
        merging=sum(laps["happenings"]) / len(records),
        graph=sum(laps["graph"]) / len(records),
        stored_text=stored("documents"),
        stored_records=stored("records"),
        stored_lines=stored("lines"),
        stored_happenings=stored("happenings"),
        stored_graph=stored("graph"),
    )


def _session(cores: int) -> SparkSession:
    """Return a Spark in this process, with so many workers and without a network."""
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    settings: dict[str, Any] = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.sql.parquet.compression.codec": "zstd",
        "spark.sql.shuffle.partitions": str(2 * cores),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    return SparkSession.builder.master(f"local[{cores}]").config(map=settings).getOrCreate()


def _work(
    session: SparkSession, clock: Clock, records: list[dict[str, str]], folder: Path, parts: int
) -> dict[str, tuple[float, float]]:
    """Do all that is done to documents, in so many parts; return for each step the seconds of Python and of Java."""
    laps: dict[str, tuple[float, float]] = {}

    def write(name: str, frame: DataFrame, *, text: bool = False) -> None:
        clock.lap()
        writer = frame.write.mode("overwrite")
        if text:
            writer.text(str(folder / name), compression="gzip")
        else:
            writer.parquet(str(folder / name))
        laps[name] = clock.lap()

    def read(name: str) -> DataFrame:
        return session.read.parquet(str(folder / name))

    rows = [tuple(one.values()) for one in records]
    write("documents", session.createDataFrame(rows, "id string, text string, date string").repartition(parts))
    write("extracted", spark.extract(read("documents")))
    write("records", spark.events(read("extracted")))
    write("lines", spark.lines(read("extracted")), text=True)
    write("happenings", spark.merge(read("extracted")))
    write("graph", spark.quads(read("extracted")), text=True)
    return laps


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description="Measure what a document costs with Spark, and reckon for many.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=100_000_000, help="how many to reckon for")
    parser.add_argument("--sentences", type=int, default=20, help="lines of the corpus that make an article")
    parser.add_argument("--copies", type=int, default=1, help="how often each article is read")
    parser.add_argument("--cores", type=int, default=2, help="workers")
    parser.add_argument("--folder", type=Path, default=Path("build/spark"), help="for what is written, made anew")
    arguments = parser.parse_args()
    os.environ["PYTHONSAFEPATH"] = "1"  # workers too run what is measured, not what stands in the folder at hand
    shutil.rmtree(arguments.folder, ignore_errors=True)
    arguments.folder.mkdir(parents=True)
    records = articles(arguments.corpus, arguments.sentences, arguments.copies)
    figures = measure(records, arguments.folder, arguments.cores)
    print("\n".join(measured_table(figures)))
    figures = read_figures(list(measured_table(figures)))  # with what stands there, the second table can be checked
    print("", *reckoned_table(figures, arguments.documents), sep="\n")


if __name__ == "__main__":
    main()
