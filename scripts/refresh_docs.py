"""Run the commands in the documents, and write what they print into them.

    python scripts/refresh_docs.py            rewrite the outputs, and the pictures in docs/images/
    python scripts/refresh_docs.py --check    exit with 1 where an output is not current

A block marked `console` holds commands after `$ ` and, below each, what it prints on both channels; a line
`...` stands for lines left out. A block marked `python` is run as a script. A block marked `toml`, `python` or
`sparql` whose first line is a comment with a path is written to that path instead. The blocks of a document run
one after the other in a copy of examples/, with the `tewn` of this tree and the `python` that runs this.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
_BLOCK = re.compile(r"^```(console|python|toml|sparql)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"# ([\w./-]+\.(?:toml|py|rq))\n")
_LEFT_OUT = "..."
_SPARK = {  # no port that others see, and no more tasks than a few documents need
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_SUBMIT_ARGS": "--conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 pyspark-shell",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A command of a document: the line it stands in, what it is said to print, and does, its status."""

    line: int
    command: str
    shown: str
    printed: str
    status: int

    @property
    def is_current(self) -> bool:
        """Whether the document shows what the command prints."""
        return self.shown == _shortened(self.printed, self.shown)


def documents() -> list[Path]:
    """Return the documents whose commands are run."""
    found = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")]
    return sorted(path for path in found if path.name != "CHANGELOG.md")


def run(document: Path, folder: Path) -> Iterator[Outcome]:
    """Run the blocks of a document in a folder, and yield the outcome of each command and script."""
    text = document.read_text(encoding="utf-8")
    environment = _prepared(folder)
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 2
        kind, body = block[1], block[2]
        if kind != "console" and (path := _PATH.match(body)):
            (folder / path[1]).parent.mkdir(parents=True, exist_ok=True)
            (folder / path[1]).write_text(body, encoding="utf-8")
        elif kind == "python":
            printed, status = _run([sys.executable, "-"], folder, environment, body)
            yield Outcome(line, "python", printed, printed, status)
        elif kind == "console":
            for offset, command, shown in _commands(body):
                printed, status = _run(["bash", "-c", command], folder, environment)
                yield Outcome(line + offset, command, shown, printed, status)


def _prepared(folder: Path) -> dict[str, str]:
    """Copy the examples into the folder and return an environment in which `tewn` is that of this tree."""
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    programs = folder / ".bin"
    programs.mkdir()
    for name, arguments in (("tewn", '-m tewn "$@"'), ("python", '"$@"')):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **_SPARK}


def _run(command: list[str], folder: Path, environment: dict[str, str], text: str = "") -> tuple[str, int]:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout, done.returncode


def _commands(body: str) -> Iterator[tuple[int, str, str]]:
    """Yield each command of a console block with the offset of its line and the output shown below it."""
    lines = body.splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start, lines[start][2:].rstrip("\n"), "".join(lines[start + 1 : end])


def _shortened(printed: str, shown: str) -> str:
    """Return what a command prints with as many lines left out as in what is shown."""
    before, left_out, after = shown.partition(f"{_LEFT_OUT}\n")
    if not left_out:
        return printed
    lines = printed.splitlines(keepends=True)
    head, tail = before.count("\n"), after.count("\n")
    if len(lines) <= head + tail:
        return printed
    return "".join(lines[:head]) + left_out + "".join(lines[len(lines) - tail :])


def _refreshed(document: Path, outcomes: list[Outcome]) -> str:
    lines = document.read_text(encoding="utf-8").splitlines(keepends=True)
    for outcome in reversed(outcomes):
        start = outcome.line
        stop = start + outcome.shown.count("\n")
        if outcome.command != "python":
            lines[start:stop] = _shortened(outcome.printed, outcome.shown).splitlines(keepends=True)
    return "".join(lines)


def _draw(folder: Path) -> None:
    environment = _prepared(folder)
    articles = sorted(str(path) for path in (folder / "examples").glob("*.txt"))
    for command in (
        ["tewn", "extract", "--date", "2021-03-14", *articles, "-o", "events.jsonl"],
        ["tewn", "view", "--date", "2021-03-14", "events.jsonl", *articles, "-o", str(PICTURES / "network.svg")],
        ["tewn", "view", "--date", "2021-03-14", "events.jsonl", *articles, "-o", "actors.html"],
        [sys.executable, str(ROOT / "scripts" / "take_screenshots.py"), "actors.html", str(PICTURES)],
        [sys.executable, str(ROOT / "scripts" / "draw_model.py"), str(PICTURES / "model.svg")],
    ):
        printed, status = _run(command, folder, environment)
        if status:
            sys.exit(printed)


def main() -> int:
    """Refresh the documents, or check them."""
    is_check = sys.argv[1:] == ["--check"]
    stale = []
    for document in documents():
        with tempfile.TemporaryDirectory() as folder:
            outcomes = list(run(document, Path(folder)))
        name = document.relative_to(ROOT)
        wrong = [outcome for outcome in outcomes if outcome.status or not outcome.is_current]
        stale += [f"{name}:{outcome.line}: {outcome.command}\n{outcome.printed}" for outcome in wrong]
        if not is_check:
            document.write_text(_refreshed(document, outcomes), encoding="utf-8")
    if is_check:
        print("\n".join(stale), end="")
        return 1 if stale else 0
    with tempfile.TemporaryDirectory() as folder:
        _draw(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
