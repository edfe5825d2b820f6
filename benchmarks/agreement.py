"""Tell how often two languages give the same events on sentences that are translations of each other.

    python benchmarks/agreement.py FIRST SECOND [--languages ckb en] [--date 2018-09-30]

FIRST and SECOND are text files whose lines are translations of each other. Events of a line are paired by type, those
with the same countries first; printed are how many events each language has, how many have a partner of their type in
the other, and how often partners have the same country and the same code of the first actor and recipient.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from tewn.extractors.extractor import Extractor
from tewn.ontology.model import Event, Participant

Pair = tuple[Event, Event]


def codes(event: Event) -> tuple[str, str]:
    """The codes of an event's first actor and recipient, empty where there is none."""
    return _code(event.actor), _code(event.recipient)


def _code(participants: Sequence[Participant]) -> str:
    return participants[0].code if participants else ""


def shared(pair: Pair, whole: bool) -> int:
    """How many of actor and recipient have the same code (`whole`), or the same country."""
    both = zip(*map(codes, pair), strict=True)
    return sum(a == b if whole else a.split("-")[0] == b.split("-")[0] for a, b in both)


def pairs(first: Sequence[Event], second: Sequence[Event]) -> Iterator[Pair]:
    """Pair the events of two translations by type, those that share most participants first; each once."""
    options = [(a, b) for a in first for b in second if a.type == b.type]
    options.sort(key=lambda pair: -shared(pair, whole=True))
    taken: set[str] = set()
    for a, b in options:
        if not {a.id, b.id} & taken:
            taken |= {a.id, b.id}
            yield a, b


def main() -> None:
    """Print the agreement."""
    parser = argparse.ArgumentParser(description="Agreement of two languages on translated sentences.")
    parser.add_argument("texts", type=Path, nargs=2)
    parser.add_argument("--languages", nargs=2, default=("ckb", "en"))
    parser.add_argument("--date", type=date.fromisoformat, default=date(2018, 9, 30))
    options = parser.parse_args()
    extractors = [Extractor(language) for language in options.languages]
    texts = [path.read_text(encoding="utf-8").splitlines() for path in options.texts]
    if len(texts[0]) != len(texts[1]):
        parser.error(f"the texts have {len(texts[0])} and {len(texts[1])} lines; translations have the same")
    counts = [0, 0]
    found: list[Pair] = []
    for lines in zip(*texts, strict=True):
        first, second = (x.extract(line, options.date) for x, line in zip(extractors, lines, strict=True))
        counts[0] += len(first)
        counts[1] += len(second)
        found += pairs(first, second)
    for language, count in zip(options.languages, counts, strict=True):
        print(f"{language}: {count:,} events, {len(found) / max(count, 1):.3f} with one of their type in the other")
    for name, whole in (("country", False), ("code", True)):
        same = sum(shared(pair, whole) for pair in found)
        print(
            f"of {2 * len(found):,} participants of paired events the same {name}: {same / max(2 * len(found), 1):.3f}"
        )


if __name__ == "__main__":
    main()
