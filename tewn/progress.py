"""What a command tells on standard error: messages, and on a terminal how far it is."""

from __future__ import annotations

import sys
import time
from types import TracebackType

WIDTH = 30
SECONDS = 0.1  # between two drawings


def say(*lines: str) -> None:
    """Print lines on standard error, with the name of the command."""
    for line in lines:
        print(f"tewn: {line}", file=sys.stderr)


class Progress:
    """Shows on standard error how much of `total` bytes is done, or the count alone where that is None."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._done = self._count = 0
        self._drawn = time.monotonic()
        self._is_on = sys.stderr.isatty()
        self._is_visible = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def advance(self, size: int) -> None:
        """Count one document of so many bytes."""
        self._done += size
        self._count += 1
        if self._is_on and time.monotonic() - self._drawn > SECONDS:
            self._draw()

    def clear(self) -> None:
        """Take the bar off the terminal, for a message or at the end."""
        if self._is_visible:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_visible = False

    def _draw(self) -> None:
        bar = ""
        if self._total:
            share = min(self._done / self._total, 1.0)
            bar = f"{'#' * int(share * WIDTH):.<{WIDTH}} {share:4.0%}  "
        sys.stderr.write(f"\r\x1b[K{bar}{self._count:,} documents")
        sys.stderr.flush()
        self._drawn = time.monotonic()
        self._is_visible = True
