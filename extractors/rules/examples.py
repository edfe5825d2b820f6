"""Run the examples of rules: each sentence must, or must not, be matched as its rule says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...ontology.model import Event, Participant
from .model import Example, Rule


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one example: `complaint` is None where it came out as it must."""

    rule: Rule
    example: Example
    complaint: str | None

    def __str__(self) -> str:
        return f"{self.rule.file}:{self.example.line}: {self.rule.id}: {self.complaint or 'ok'}"


def run_examples(rules: Iterable[Rule], extract: Callable[[str], Sequence[Event]]) -> Iterator[Outcome]:
    """Yield the outcome of every example of some rules; `extract` codes one text with all rules."""
    for rule in rules:
        for example in rule.examples:
            events = list(extract(example.text))
            own = [event for event in events if event.rule == rule.id]
            yield Outcome(
                rule, example, _negative(example, own) if example.why else _positive(rule, example, own, events)
            )


def _negative(example: Example, own: Sequence[Event]) -> str | None:
    if not own:
        return None
    return f"matched, and must not ({example.why}): {example.text}"


def _positive(rule: Rule, example: Example, own: Sequence[Event], events: Sequence[Event]) -> str | None:
    if not own:
        others = ", ".join(sorted({event.rule for event in events})) or "no rule"
        return f"did not match ({others} did): {example.text}"
    faults = [_fault(example, event) for event in own]
    return None if None in faults else faults[0]


def _fault(example: Example, event: Event) -> str | None:
    if example.factuality and event.factuality != example.factuality:
        return f"factuality is {event.factuality}, expected {example.factuality}: {example.text}"
    for role in ("actor", "recipient", "instrument"):
        found = _words(getattr(event, role))
        expected = example.roles.get(role, ())
        if sorted(found) != sorted(expected):
            return f"{role} is {_listed(found)}, expected {_listed(expected)}: {example.text}"
    return None


def _words(participants: Iterable[Participant]) -> list[str]:
    return [p.text for p in participants if p.text is not None]


def _listed(words: Sequence[str]) -> str:
    return " + ".join(f"'{word}'" for word in words) or "nobody"
