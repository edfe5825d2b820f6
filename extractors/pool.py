"""Processes that do one thing to many items, and are replaced when they die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from .workers import Lost, done

T = TypeVar("T")
P = TypeVar("P")

_ITEMS = 32  # at most in what is sent to a process at once
_LETTERS = 20_000  # after which it is sent
_AHEAD = 4  # such chunks for each process that are read before the first of them is done


@dataclass(slots=True)
class Chunk(Generic[T, P]):
    """Some items, the payloads of those that have one with their positions, and the results so far.

    `died_at` says at which of the payloads a process died, the last time that one did.
    """

    items: list[T] = field(default_factory=list)
    todo: list[tuple[int, P]] = field(default_factory=list)
    results: dict[int, Any] = field(default_factory=dict)
    died_at: int | None = None

    def rest(self) -> list[P]:
        """Return the payloads that have no result yet."""
        return [payload for _, payload in self.todo[len(self.results) :]]

    def add(self, result: object) -> None:
        """Take the result of the next payload."""
        self.results[self.todo[len(self.results)][0]] = result

    @property
    def is_done(self) -> bool:
        """Whether all payloads have their results."""
        return len(self.results) == len(self.todo)


def chunks(items: Iterable[T], payload: Callable[[T], P | None], size: Callable[[P], int]) -> Iterator[Chunk[T, P]]:
    """Yield items in chunks of so many, or so long, that sending them costs little."""
    chunk: Chunk[T, P] = Chunk()
    letters = 0
    for item in items:
        found = payload(item)
        if found is not None:
            chunk.todo.append((len(chunk.items), found))
            letters += size(found)
        chunk.items.append(item)
        if len(chunk.items) >= _ITEMS or letters >= _LETTERS:
            yield chunk
            chunk, letters = Chunk(), 0
    if chunk.items:
        yield chunk


# ---------------------------------------------------------------- processes


@dataclass(slots=True)
class _Worker:
    """A process, the way to talk to it, what it works on, and when the next result is due."""

    process: BaseProcess
    connection: Connection
    chunk: Chunk[Any, Any] | None = None
    due: float | None = None


class Pool:
    """Some processes that do a work, each item within a time."""

    def __init__(self, work: Callable[[Any], Any], size: int, timeout: float | None) -> None:
        # A fork has the tables at once, and shares their memory; elsewhere it is not safe.
        self._context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._work = work
        self._size = size
        self._timeout = timeout
        self._workers: list[_Worker] = []

    def run(self, chunks: Iterator[Chunk[T, Any]]) -> Iterator[tuple[T, Any]]:
        """Yield the items of chunks with their results."""
        read: deque[Chunk[T, Any]] = deque()  # in order, until they are yielded
        todo: deque[Chunk[T, Any]] = deque()
        is_over = False
        while True:
            while not is_over and len(read) < _AHEAD * self._size:
                chunk = next(chunks, None)
                is_over = chunk is None
                if chunk is not None:
                    read.append(chunk)
                    todo.append(chunk)
                    self._give(todo)
            self._give(todo)
            while read and read[0].is_done:
                chunk = read.popleft()
                yield from ((item, chunk.results.get(i)) for i, item in enumerate(chunk.items))
            if is_over and not read:
                return
            if read and not read[0].is_done:
                self._listen(todo)

    def close(self) -> None:
        """End all processes."""
        for worker in list(self._workers):
            self._end(worker)

    def _give(self, todo: deque[Chunk[Any, Any]]) -> None:
        """Send what is to be done to processes that have nothing to do."""
        while todo:
            if todo[0].is_done:
                todo.popleft()
                continue
            idle = next((worker for worker in self._workers if worker.chunk is None), None)
            if idle is None and len(self._workers) == self._size:
                return
            idle = idle or self._start()
            with suppress(OSError):  # it has died meanwhile, which is heard of next
                idle.connection.send(todo[0].rest())
            idle.chunk = todo.popleft()
            self._expect(idle)

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, self._work), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _expect(self, worker: _Worker) -> None:
        worker.due = None if self._timeout is None else time.monotonic() + self._timeout

    def _listen(self, todo: deque[Chunk[Any, Any]]) -> None:
        """Wait for a result, a death or a time that is over."""
        busy = [worker for worker in self._workers if worker.chunk is not None]
        due = min((worker.due for worker in busy if worker.due is not None), default=None)
        patience = None if due is None else max(0.0, due - time.monotonic())
        ready = wait([*(worker.connection for worker in busy), *(worker.process.sentinel for worker in busy)], patience)
        for worker in busy:
            if worker.connection in ready or worker.process.sentinel in ready:
                if not self._receive(worker):
                    self._bury(worker, todo)
            elif worker.due is not None and time.monotonic() >= worker.due:
                self._lose(worker, todo, Lost(f"it took longer than {self._timeout:g} s", self._timeout))

    def _receive(self, worker: _Worker) -> bool:
        """Take all results that are there; return whether the process can go on."""
        chunk = worker.chunk
        try:
            while chunk is not None and not chunk.is_done and worker.connection.poll():
                chunk.add(worker.connection.recv())
                self._expect(worker)
        except (EOFError, OSError):
            return False
        if chunk is not None and chunk.is_done:
            worker.chunk = None
            return True
        return worker.process.is_alive()

    def _bury(self, worker: _Worker, todo: deque[Chunk[Any, Any]]) -> None:
        """Take a dead process away; what it was at is tried once more, as something else may have killed it."""
        worker.process.join()
        chunk = worker.chunk
        if chunk is None or chunk.died_at == len(chunk.results):
            self._lose(worker, todo, Lost(f"its process died ({_end_of(worker.process)})", 0.0))
            return
        chunk.died_at = len(chunk.results)
        self._end(worker)
        todo.appendleft(chunk)

    def _lose(self, worker: _Worker, todo: deque[Chunk[Any, Any]], lost: Lost) -> None:
        """End a process; the item it was at is lost, the others after it are done by another."""
        self._end(worker)
        if worker.chunk is not None:
            worker.chunk.add(lost)
            todo.appendleft(worker.chunk)

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.connection.close()


def _end_of(process: BaseProcess) -> str:
    status = process.exitcode or 0
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    """Do what comes in, item by item."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends this process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            for payload in connection.recv():
                connection.send(done(work, payload))


def _end_with_parent() -> None:
    """End this process when its parent has ended, however that was: whatever it is at, nobody waits for it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
