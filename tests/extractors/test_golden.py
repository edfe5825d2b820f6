"""Whole sentences with the events that they must give, in files that a linguist can read and correct.

    python tests/extractors/test_golden.py            write the events that come out today into the files

Review the difference before it is kept. Cases of XFAIL are left as they are: the files hold the right answer.

A case is a block of lines: its name in brackets, `date` (the day of publication, where it matters), `text`, `gloss`,
and an `event` line for each event in the order of their triggers, or `no event`:

    event TYPE factuality | actor [CODE] -> recipient [CODE] | time VALUE | place NAME | source WHO [CODE]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tewn.extractors.explain import event_summary, explain
from tewn.extractors.extractor import Extractor

FOLDER = Path(__file__).resolve().parents[1] / "golden"
DAY = date(2021, 3, 14)

# The known gaps. A case that comes out right must be taken out of here.
NOUN_GOAL = "the goal of a verbal noun runs on into the light verb of its clause, or cuts the clause"
XFAIL: dict[str, str] = {
    "ckb.certainty.ability": "an event noun without participants, named in passing, is coded",
    "ckb.certainty.fear-of": "a clitic of possession stays on an event noun's owner",
    "ckb.clauses.coordinated-verbs-after-place": "what follows the goal of a fronted verb goes to the next clause",
    "ckb.clauses.relative-subject": "a relative clause whose verb stands right before the main clause's light verb",
    "ckb.names.apposition-before-name": "a name of two words after a title, one of them a word of the language",
    "ckb.names.name-with-particle": "a particle inside a name",
    "ckb.names.open-compound-plural": "the agent's clitic on a group's name hides the group",
    "ckb.names.person-with-term-of-office": "the one on whom lifted sanctions lay",
    "ckb.participants.denial-of-a-charge": "whoever's charge is rejected is not yet the accuser",
    "ckb.predicates.fused-light-verb": "a suspect is no kind of actor yet",
    "ckb.reference.definite-noun": "a definite noun does not stand for a body of a longer name",
    "ckb.reference.dropped-subject-next-sentence": "a phrase with a demonstrative runs on into the object",
    "ckb.reference.words-in-quotes-as-name": "the closing quote of a name stays outside",
    "ckb.speech.arrest-on-charge": NOUN_GOAL,
    "ckb.speech.denial-with-verbal-noun": NOUN_GOAL,
    "ckb.speech.threat-drops-its-content": NOUN_GOAL,
    "ckb.speech.two-sentences-in-one-quotation": "the speaker of a quotation's second sentence",
    "ckb.time_place.last-month": "the ending of a country's adjective is taken for a clitic",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its events as lines; `path` is the file it stands in."""

    path: Path
    name: str
    day: date
    text: str
    gloss: str
    events: tuple[str, ...]

    @property
    def id(self) -> str:
        """Language, file and name, for the runner and XFAIL."""
        return f"{self.path.parent.name}.{self.path.stem}.{self.name}"

    def found(self, extractor: Extractor) -> tuple[str, ...]:
        """The events that come out today, as lines."""
        return tuple(map(event_summary, extractor.extract(self.text, self.day)))


def read_cases(path: Path) -> list[Case]:
    """The cases of a file."""
    cases = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        name, *rest = lines
        assert re.fullmatch(r"\[[a-z0-9-]+\]", name), f"{path.name}: {name!r} is no name of a case"
        fields = [line.partition(" ")[::2] for line in rest]
        unknown = {key for key, _ in fields} - {"date", "text", "gloss", "event", "no"}
        assert not unknown, f"{path.name}: {name}: unknown {unknown}"
        single = {key: value.strip() for key, value in fields}
        day = date.fromisoformat(single["date"]) if "date" in single else DAY
        events = tuple(value.strip() for key, value in fields if key == "event")
        cases.append(Case(path, name[1:-1], day, single["text"], single["gloss"], events))
    return cases


CASES = [case for path in sorted(FOLDER.glob("*/*.txt")) for case in read_cases(path)]


@pytest.fixture(scope="module")
def extractors() -> dict[str, Extractor]:
    """An extractor for each language with golden cases."""
    return {language: Extractor(language) for language in sorted({case.path.parent.name for case in CASES})}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c.id, marks=[pytest.mark.xfail(reason=XFAIL[c.id], strict=True)] if c.id in XFAIL else [])
        for c in CASES
    ],
)
def test_sentence_gives_its_events(case: Case, extractors: dict[str, Extractor]) -> None:
    extractor = extractors[case.path.parent.name]
    found = case.found(extractor)
    assert found == case.events, f"{case.gloss}\n\n{explain(extractor, case.text, case.day)}"


def test_names_of_cases_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert sorted(set(ids)) == sorted(ids)


def test_known_gaps_are_cases() -> None:
    assert set(XFAIL) <= {case.id for case in CASES}


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize("path", sorted({case.path for case in CASES}), ids=lambda path: path.stem)
def test_refreshing_leaves_a_file_as_it_is(path: Path, extractors: dict[str, Extractor]) -> None:
    assert refreshed(path, extractors[path.parent.name]) == path.read_text(encoding="utf-8")


def refreshed(path: Path, extractor: Extractor) -> str:
    """The text of a file with the events that come out today, but for the cases of XFAIL."""
    cases = {case.name: case for case in read_cases(path)}
    out: list[str] = []
    case: Case | None = None
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("["):
            case = cases[line[1:-1]]
        elif line.split(" ")[0] in ("event", "no") and not line.startswith("#"):
            continue
        elif not line and case:
            events = case.events if case.id in XFAIL else case.found(extractor)
            out += [f"event {event}" for event in events] or ["no event"]
            case = None
        out.append(line)
    return "\n".join(out).rstrip("\n") + "\n"


def main() -> None:
    """Write the events that come out today into the files."""
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        extractor = Extractor(folder.name)
        for path in sorted(folder.glob("*.txt")):
            path.write_text(refreshed(path, extractor), encoding="utf-8")


if __name__ == "__main__":
    main()
