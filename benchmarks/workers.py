"""Measure `tewn extract` with one process and with several: time, output, and memory on a stream without end.

    python benchmarks/workers.py CORPUS... [--workers 1 2] [--documents 20000]

A corpus is a text file with a document on each line; they are repeated, under new ids, up to so many documents. Printed
for each number of workers are wall and CPU seconds, of all processes together, the highest memory that one process took
for a tenth of the documents and for all of them, read from a pipe as they come, and whether the output is that of the
first number.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

MEGABYTE = 1_000_000
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes, of what the system says of memory
ROW = "{:>8}{:>9}{:>9}{:>12}{:>9}{:>9}   {}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run took: seconds, and bytes at the highest of one process; `digest` is that of its output."""

    wall: float
    cpu: float
    memory: int
    digest: str


def documents(corpora: Iterable[Path], number: int) -> Iterator[bytes]:
    """Yield so many documents as JSON lines."""
    texts = [line for corpus in corpora for line in corpus.read_text("utf-8").splitlines() if line.strip()]
    for position, text in enumerate(islice(cycle(texts), number)):
        yield json.dumps({"id": str(position), "text": text}).encode() + b"\n"


def run(lines: Iterable[bytes], workers: int, output: Path) -> Figures:
    """Return what the command takes for documents that come through a pipe."""
    command = [sys.executable, "-P", "-m", "tewn", "extract", "-", "--workers", str(workers), "-o", str(output)]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin is not None
    with process.stdin as pipe:
        pipe.writelines(lines)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    digest = hashlib.sha256(output.read_bytes()).hexdigest()
    return Figures(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * UNIT, digest)


def main() -> None:
    """Measure, and print a row for each number of workers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2], metavar="N")
    parser.add_argument("--documents", type=int, default=20_000)
    chosen = parser.parse_args()
    few = chosen.documents // 10
    print(f"{chosen.documents:,} documents")
    print(ROW.format("workers", "wall s", "CPU s", "documents/s", "MB, few", "MB, all", "output"))
    first = ""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "events.jsonl"
        for workers in chosen.workers:
            less = run(documents(chosen.corpora, few), workers, output)
            found = run(documents(chosen.corpora, chosen.documents), workers, output)
            first = first or found.digest
            figures = (f"{found.wall:.1f}", f"{found.cpu:.1f}", f"{chosen.documents / found.wall:,.0f}")
            memory = (f"{less.memory / MEGABYTE:,.0f}", f"{found.memory / MEGABYTE:,.0f}")
            print(ROW.format(workers, *figures, *memory, "the same" if found.digest == first else "ANOTHER"))


if __name__ == "__main__":
    main()
