"""Do one thing to many items in order, in this process or in several, whatever an item does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ..ontology.errors import InputError

T = TypeVar("T")
P = TypeVar("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """Why an item has no result.

    `after` tells that another time may do better: the seconds after which it was given up, 0 where its process died.
    """

    reason: str
    after: float | None = None


def in_order(
    work: Callable[[P], R],
    items: Iterable[T],
    *,
    payload: Callable[[T], P | None],
    size: Callable[[P], int],
    workers: int,
    timeout: float | None = None,
) -> Iterator[tuple[T, R | Lost | None]]:
    """Yield each item with what `work` returns for its payload, in the order of the items; None where it has none.

    Where `work` raises an exception, or its process dies or takes more than `timeout` seconds, a `Lost` comes
    instead. No more items are read ahead than `workers` processes need; `size` counts a payload's letters. With
    one worker and no timeout all is done in this process. Work and payloads have to be picklable.
    """
    if workers == 1 and timeout is None:
        for item in items:
            found = payload(item)
            yield item, None if found is None else done(work, found)
        return
    from .pool import Pool, chunks  # few documents need no processes

    pool = Pool(work, workers, timeout)
    try:
        yield from pool.run(chunks(items, payload, size))
    finally:
        pool.close()


def done(work: Callable[[P], R], payload: P) -> R | Lost:
    """Return what work returns for a payload, or why it returns nothing."""
    try:
        return work(payload)
    except InputError as error:
        return Lost(str(error))
    except Exception as error:  # whatever a text does, the others are read
        return Lost(f"it cannot be read ({type(error).__name__}: {error})")
