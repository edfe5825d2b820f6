"""Which ids there have been, however many."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_IN_MEMORY = 100_000  # ids, above which a temporary file takes them
_PAGES = -8000  # kibibytes of it that are held in memory


class Seen:
    """Remembers ids with where each first stood, in bounded memory."""

    def __init__(self) -> None:
        self._few: dict[str, str] = {}
        self._many: sqlite3.Connection | None = None

    def first(self, identifier: str, where: str) -> str:
        """Return where an id first stood: here, if it is new."""
        if self._many is None:
            if len(self._few) < _IN_MEMORY:
                return self._few.setdefault(identifier, where)
            self._many = self._moved()
        key = _key(identifier)
        if self._many.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, where)).rowcount:
            return where
        return str(self._many.execute("SELECT place FROM seen WHERE id = ?", (key,)).fetchone()[0])

    def _moved(self) -> sqlite3.Connection:
        import sqlite3  # few inputs need it

        many = sqlite3.connect("", isolation_level=None)  # a file of its own, which goes with the connection
        many.execute(f"PRAGMA cache_size = {_PAGES}")
        many.execute("PRAGMA synchronous = OFF")
        many.execute("PRAGMA journal_mode = OFF")
        many.execute("BEGIN")  # never to be committed
        many.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, place TEXT) WITHOUT ROWID")
        rows = ((_key(identifier), where) for identifier, where in self._few.items())
        many.executemany("INSERT INTO seen VALUES (?, ?)", rows)
        self._few.clear()
        return many


def _key(identifier: str) -> bytes:
    return hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).digest()[:16]
