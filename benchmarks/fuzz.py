"""Feed the extractor texts that no person would write, made of the words of its languages and of anything at all.

    python benchmarks/fuzz.py [-max_total_time=60] [-runs=20000] [FOLDER]

Needs atheris (`pip install '.[fuzz]'`), which mutates bytes towards what has not been run yet; options are those of
libFuzzer, FOLDER keeps what it found worth keeping. It ends at the first text that breaks a promise: `check` says
which they are. tests/extractors/test_hard_input.py makes the same promises with texts that Hypothesis makes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from tewn.extractors.batch import resolved
from tewn.extractors.extractor import Extractor
from tewn.extractors.text.tokens import LONGEST, tokenize
from tewn.ontology.errors import InputError
from tewn.ontology.model import Document, Event, Location, Participant, Span, TimeExpression, event_from_dict
from tewn.ontology.records import event_line

LANGUAGES = ("ckb", "en")
DAYS = (None, date(2021, 3, 14), date.min, date.max, date(1000, 2, 28), date(2020, 2, 29), date(1, 12, 31))
NOISE = (
    " ", "  ", "\n", "\r\n", "\t", "\x00", "\x1c", "\x85", "\u2028", "\ud800", "\udfff", "\U0010ffff", "\uf8ff",
    "\u200b", "\u200c", "\u200d", "\u200f", "\u202e", "\u2067", "\ufeff", "\u00ad", "\u0640", "\u0654", "\u064e",
    "\u0301", "\ufdfa", "\ufefb", "\u0130", "\u1e9e", ".", ",", "،", ";", "؛", ":", "!", "؟", "…", "-", "–", "'", "’",
    '"', "“", "”", "«", "»", "(", ")", "[", "]", "<b>", "</", "<!--", "&amp;", "&#0;", "@", "%", "$", "=", "+", "/",
    "0", "7", "12", "31", "1399", "2021", "99999", "1.5", "14/3/2021", "2021-03-14", "٣", "۷", "½", "²", "Ⅷ", "五",
    "U.S.", "Dr.", "http://a.b/c?d=e", "東京", "Москва", "שלום", "ه\u200c", "هـ", "ي", "ك", "ة", "ى", "👩\u200d👧",
)  # fmt: skip


@cache
def extractor(language: str) -> Extractor:
    """Return the extractor of a language."""
    return Extractor(language)


@cache
def words(language: str) -> tuple[tuple[str, ...], ...]:
    """Return words of a language in four groups: of times, of its profile, of its rules, and names of the registry."""
    made = extractor(language)
    triggers = {trigger for rule in made.rules for trigger in (*rule.triggers, *rule.light)}
    names = {name for name, _ in made.language.registry.names(language)}
    groups = (strings(made.language.times), strings(made.language.profile), triggers, names)
    return tuple(tuple(sorted(set(group))) for group in groups)


def strings(value: Any) -> Iterator[str]:
    """Yield the strings in a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def document(data: bytes) -> Document:
    """Return the document that bytes stand for: language, day, then words, noise and any characters."""
    language, day = LANGUAGES[data[0] % 2], DAYS[data[0] // 2 % len(DAYS)]
    pieces = (*words(language), NOISE)
    parts: list[str] = []
    for kind, high, low in zip(data[1::3], data[2::3], data[3::3], strict=False):
        number = high * 256 + low
        if kind < 240:
            group = pieces[kind % len(pieces)]
            parts.append(group[number % len(group)] + (" " if kind % 8 else ""))
        else:
            parts.append(chr((kind - 240) * 65536 + number))
    return Document("d", "".join(parts), day, language)


def check(given: Document) -> list[Event]:
    """Extract the events of a document and raise AssertionError where they break a promise; return them.

    Every text quotes the document at its offsets; no two events have one identifier; the same text gives the same
    events; a record written and read is the same; and only text that UTF-8 cannot hold, or whose language is in
    doubt, is refused.
    """
    made = extractor(given.language or "")
    events = made.extract(given)
    for event in events:
        for span in spans(event):
            if span.text is not None:
                assert span.start is not None and span.end is not None and 0 <= span.start < span.end, span
                assert given.text[span.start : span.end] == span.text, span
        line = event_line(event).encode("utf-8").decode("utf-8")
        assert event_line(event_from_dict(json.loads(line))) == line
    assert len({event.id for event in events}) == len(events), "two events share an identifier"
    assert made.extract(given) == events, "the same text gives other events"
    with suppress(InputError):
        assert resolved(given).text == given.text
    offsets(given.text, made)
    return events


def spans(event: Event) -> Iterator[Span | Participant | TimeExpression | Location]:
    """Yield everything in an event that may quote the document."""
    yield from event.trigger
    yield from (*event.actor, *event.recipient, *event.instrument, *event.attribution)
    yield from (part for part in (event.time, event.place) if part is not None)


def offsets(text: str, made: Extractor) -> None:
    """Raise AssertionError where normal form, sentences or tokens lose the way back to the text."""
    normal = made.language.normalizer(text)
    assert made.language.normalizer(normal.text).text == normal.text, "normal form is not yet normal"
    last = 0
    for at in range(len(normal.text)):
        start, end = normal.original(at, at + 1)
        assert last <= start < end <= len(text)
        last = start
    end = 0
    for stretch in made.language.splitter(normal.text):
        assert end <= stretch.start < stretch.end and not normal.text[end : stretch.start].strip()
        for a, b in tokenize(normal.text, stretch.start, stretch.end):
            assert end <= a < b <= stretch.end and b - a <= LONGEST
            end = b
        end = stretch.end
    assert not normal.text[end:].strip()


def main() -> None:
    """Run the fuzzer."""
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed; pip install '.[fuzz]' does it where it has a wheel (Linux on x86-64)")
    for language in LANGUAGES:
        words(language)  # loads it: what is made now is not made in the first run
    atheris.instrument_all()
    atheris.Setup(sys.argv, lambda data: check(document(data)) if data else None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
