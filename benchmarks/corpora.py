"""Run whole corpora through `tewn extract`, as they are and damaged, and account for every document.

    python benchmarks/corpora.py CORPUS --language ckb [CORPUS --language en ...]

CORPUS is a text file with a document on each line. Each is read in five ways: as it is; with the letters of another
keyboard (Arabic ones in Kurdish; in English typographic quotes and a byte order mark); in the other language than it
is in; with a byte cut out of the last character of every third document; and with half of its bytes, cut off within a
character, as one file of text. Printed are documents in, coded (with or without an event) and left out, which must add
up, the events, and of those of the first way how many are found with the same type and rule in the same sentence.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
from collections import Counter
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

from tewn.cli import main as tewn

DAY = "2021-03-14"
OTHER_LETTERS = {
    "ckb": str.maketrans({"ی": "ي", "ک": "ك", "ە": "ه\u200c", "ڕ": "ڒ", "ێ": "ې", "ۆ": "ؤ", "،": ","}),
    "en": str.maketrans({"'": "’", '"': "“", " ": "\u00a0", "-": "\u2010"}),
}
Found = Counter[tuple[str, int, str, str]]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the documents of one run."""

    documents: int
    left_out: int
    status: int
    events: Found


def lines(texts: list[bytes]) -> bytes:
    """Return documents, given as bytes of UTF-8, as JSON lines; bytes that are none stay as they are."""
    quoted = (text.replace(b"\\", b"\\\\").replace(b'"', b'\\"') for text in texts)
    return b"".join(b'{"id": "%d", "text": "%s"}\n' % row for row in enumerate(quoted))


def run(data: bytes, name: str, documents: int, *options: str) -> Account:
    """Return the account of `tewn extract` over one file."""
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / name, Path(folder) / "events.jsonl"
        source.write_bytes(data)
        said = io.StringIO()
        with redirect_stderr(said):
            status = tewn(["extract", "--date", DAY, *options, str(source), "-o", str(output)])
        records = map(json.loads, output.read_text("utf-8").splitlines()) if output.exists() else ()
        events: Found = Counter((r["document"], r["sentence"], r["type"], r["rule"]) for r in records)
        reasons = [line for line in said.getvalue().splitlines() if "inputs could not be used" not in line]
        assert not any("Traceback" in line for line in reasons), said.getvalue()
        return Account(documents, len(reasons), status, events)


def accounts(path: Path, language: str) -> dict[str, Account]:
    """Return the account of each way to read a corpus."""
    texts = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    plain = [text.encode() for text in texts]
    others = [text.translate(OTHER_LETTERS[language]).encode() for text in texts]
    cut = [text[:-1] + (b"\xd8" if number % 3 == 0 else text[-1:]) for number, text in enumerate(plain)]
    whole = "\n".join(texts).encode()
    half = whole[: len(whole) // 2] + "ە".encode()[:1]
    wrong = "en" if language == "ckb" else "ckb"
    return {
        "as it is": run(lines(plain), "a.jsonl", len(texts), "--language", language),
        "language not said": run(lines(plain), "a.jsonl", len(texts)),
        "other keyboard": run(lines(others), "a.jsonl", len(texts), "--language", language),
        "wrong language": run(lines(plain), "a.jsonl", len(texts), "--language", wrong),
        "characters cut": run(lines(cut), "a.jsonl", len(texts), "--language", language),
        "one text": run(whole, "a.txt", 1, "--language", language),
        "one text, cut": run(half, "a.txt", 1, "--language", language),
    }


def main() -> None:
    """Print a table for each corpus."""
    parser = argparse.ArgumentParser(description="Account for every document of whole corpora.")
    parser.add_argument("corpora", type=Path, nargs="+", metavar="CORPUS")
    parser.add_argument("--language", action="append", required=True, help="of each corpus, in their order")
    arguments = parser.parse_args()
    for path, language in zip(arguments.corpora, arguments.language, strict=True):
        found = accounts(path, language)
        first = found["as it is"].events
        print(
            f"\n{path.name:<24}{'documents':>10}{'coded':>8}{'left out':>10}{'status':>8}{'events':>8}{'the same':>10}"
        )
        for name, account in found.items():
            coded = account.documents - account.left_out
            same = f"{(first & account.events).total() / max(1, first.total()):.1%}" if account.documents > 1 else ""
            row = (account.documents, coded, account.left_out, account.status, account.events.total())
            print(f"{name:<24}{row[0]:>10,}{row[1]:>8,}{row[2]:>10,}{row[3]:>8}{row[4]:>8,}{same:>10}")
            assert coded >= 0 and {document for document, *_ in account.events} <= {*map(str, range(row[0])), "a"}


if __name__ == "__main__":
    main()
