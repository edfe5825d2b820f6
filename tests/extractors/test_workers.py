"""Work in several processes: in order, and whatever happens to one of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest

from tewn.extractors.workers import Lost, in_order
from tewn.ontology.errors import InputError


def work(word: str) -> str:
    """Do what a word says."""
    if word == "die":
        os._exit(3)
    if word == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "hang":
        time.sleep(600)
    if word == "fault":
        raise InputError("no such word")
    if word == "bug":
        raise ZeroDivisionError("by zero")
    if word.startswith("once"):  # dies the first time alone
        marker = Path(word.partition(" ")[2])
        if not marker.exists():
            marker.touch()
            os._exit(1)
    return word.upper()


def results(words: list[str], workers: int = 2, timeout: float | None = None) -> list[object]:
    """Return what becomes of words."""
    found = in_order(work, words, payload=lambda word: word or None, size=len, workers=workers, timeout=timeout)
    pairs = list(found)
    assert [word for word, _ in pairs] == words
    return [result for _, result in pairs]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    words = [f"word {i}" for i in range(500)]
    assert results(words, workers) == [word.upper() for word in words]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_item_without_a_payload_passes_by(workers: int) -> None:
    assert results(["a", "", "b", "", ""], workers) == ["A", None, "B", None, None]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_is_told_and_the_rest_goes_on(workers: int) -> None:
    found = results(["a", "fault", "b", "bug", "c"], workers)
    assert found == ["A", Lost("no such word"), "B", Lost("it cannot be read (ZeroDivisionError: by zero)"), "C"]


@pytest.mark.parametrize(("word", "end"), [("die", "exit status 3"), ("crash", "signal 9")])
def test_an_item_that_kills_its_process_is_lost_alone(word: str, end: str) -> None:
    words = [f"{i}" for i in range(100)]
    words[7] = words[50] = words[99] = word
    found = results(words)
    assert [i for i, result in enumerate(found) if isinstance(result, Lost)] == [7, 50, 99]
    assert found[7] == Lost(f"its process died ({end})", after=0.0)


def test_an_item_whose_process_dies_of_something_else_is_tried_again(tmp_path: Path) -> None:
    once = f"once {tmp_path / 'marker'}"
    assert results(["a", once, "b"]) == ["A", once.upper(), "B"]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_item_that_takes_too_long_is_lost_alone(workers: int) -> None:
    found = results(["a", "hang", "b", "hang", "c"], workers, timeout=0.5)
    late = Lost("it took longer than 0.5 s", after=0.5)
    assert found == ["A", late, "B", late, "C"]


def test_time_counts_for_each_item_anew() -> None:
    assert results(["a"] * 200, timeout=5.0) == ["A"] * 200


def test_no_more_is_read_ahead_than_is_needed() -> None:
    read: list[int] = []

    def endless() -> Iterator[str]:
        for number in count():
            read.append(number)
            yield str(number)

    found = in_order(work, endless(), payload=lambda word: word, size=len, workers=2)
    assert [result for _, result in islice(found, 1000)] == [str(number) for number in range(1000)]
    assert len(read) < 1000 + 500
    found.close()  # type: ignore[attr-defined]


def test_processes_end_with_the_results() -> None:
    found = in_order(pid, ["a"] * 100, payload=lambda word: word, size=len, workers=2)
    first = next(found)[1]
    assert isinstance(first, int) and first != os.getpid()
    found.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def pid(word: str) -> int:
    """Return the process that does a word."""
    return os.getpid()


SPINNING = """
import os, sys
from tewn.extractors.workers import in_order

def work(word):
    if word == "spin":
        print(os.getpid(), flush=True)
        while True:
            pass
    return word

if __name__ == "__main__":
    list(in_order(work, ["spin", *"abc" * 50, "spin"], payload=str, size=len, workers=2))
"""


def test_processes_end_with_one_that_is_killed_whatever_they_are_at(tmp_path: Path) -> None:
    script = tmp_path / "spinning.py"
    script.write_text(SPINNING, "utf-8")
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    parent = subprocess.Popen([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout is not None
        spinning = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
        parent.wait()
        deadline = time.monotonic() + 20
        try:
            while any(map(is_running, spinning)) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not any(map(is_running, spinning))
        finally:
            for process in filter(is_running, spinning):
                os.kill(process, signal.SIGKILL)


def is_running(process: int) -> bool:
    """Tell whether there is a process of a number, other than one that has ended and that nobody has asked after."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_many_items_without_payloads_pass_by() -> None:
    words = [*[""] * 2000, "a", *[""] * 2000]
    assert results(words) == [word.upper() or None for word in words]
