"""Rule files: what is wrong in them is said all at once, in the words of `bad_rules/*.txt`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tewn.extractors.extractor import Extractor
from tewn.extractors.rules.model import Rule
from tewn.extractors.rules.reader import read_rules
from tewn.ontology.errors import DataError

FOLDER = Path(__file__).parent / "bad_rules"
FILES = sorted(Path(path.name) for path in FOLDER.glob("*.toml"))  # complaints show paths as they are given

RULE = """\
[[rule]]
id    = "ckb.assault.kushtin"
kind  = "verb"
type  = "ASSAULT"
gloss = "to kill"
lemma = "کوشتن"
frame = "transitive"

[[rule.match]]
text      = "پۆلیس دزەکەی کوشت."
actor     = "پۆلیس"
recipient = "دزەکە"

[[rule.no_match]]
text = "بێتاقەتی کوشتمی."
why  = "no actor"
"""

Read = Callable[..., tuple[Rule, ...]]


@pytest.fixture(scope="session")
def rules_of(ckb: Extractor) -> Read:
    """Read rule files of Central Kurdish."""
    return lambda *paths: read_rules(paths, "ckb", ckb.plover, ckb.language.markers)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a rule file into the folder that the test runs in."""
    monkeypatch.chdir(tmp_path)

    def write(text: str, name: str = "rules.toml") -> Path:
        path = Path(name)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def bad_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test in the folder of bad rule files."""
    monkeypatch.chdir(FOLDER)


def complaints(rules_of: Read, *paths: Path) -> tuple[str, ...]:
    """What reading some files complains of."""
    with pytest.raises(DataError) as error:
        rules_of(*paths)
    return error.value.complaints


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.usefixtures("bad_rules")
def test_complaints_are_exact(path: Path, rules_of: Read) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert list(complaints(rules_of, path)) == expected


@pytest.mark.usefixtures("bad_rules")
def test_all_files_are_read_before_anything_is_said(rules_of: Read) -> None:
    found = complaints(rules_of, *FILES)
    assert {line.partition(":")[0] for line in found} == {path.name for path in FILES}


@pytest.mark.usefixtures("bad_rules")
def test_the_order_of_the_files_does_not_matter(rules_of: Read) -> None:
    assert complaints(rules_of, *FILES) == complaints(rules_of, *reversed(FILES))


@pytest.mark.usefixtures("bad_rules")
def test_every_complaint_names_file_and_line(rules_of: Read) -> None:
    for line in complaints(rules_of, *FILES):
        name, number, _ = line.split(":", 2)
        assert name.endswith(".toml")
        assert number.isdigit()


def test_an_id_is_not_taken_again_in_another_file(rules_of: Read, file: Callable[..., Path]) -> None:
    found = complaints(rules_of, file(RULE, "a.toml"), file(RULE, "b.toml"))
    assert found == ("b.toml:2: ckb.assault.kushtin: id already taken in a.toml:1",)


def test_a_file_that_is_not_utf_8_is_named(rules_of: Read, file: Callable[..., Path]) -> None:
    path = file(RULE)
    path.write_bytes(path.read_bytes() + b"# caf\xe9\n")
    where = len(RULE.encode()) + len("# caf")
    assert complaints(rules_of, path) == (f"rules.toml:1: not UTF-8 text: invalid continuation byte at byte {where}",)


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c", "\u202a", "\u202e", "\u2066", "\u2069"], ids=ascii)
def test_bidirectional_controls_are_refused(mark: str, rules_of: Read, file: Callable[..., Path]) -> None:
    found = complaints(rules_of, file(RULE.replace('gloss = "', f'gloss = "{mark}')))
    assert found == ("rules.toml:5: a bidirectional control character; take it out",)


def test_a_good_rule_becomes_a_record(rules_of: Read, file: Callable[..., Path]) -> None:
    (rule,) = rules_of(file(RULE))
    assert (rule.id, rule.kind, rule.type, rule.mode) == ("ckb.assault.kushtin", "verb", "ASSAULT", None)
    assert rule.triggers == ("کوشتن",)
    assert rule.roles == {"actor": ("subject",), "recipient": ("object",)}
    assert (rule.file, rule.line) == ("rules.toml", 1)
    positive, negative = rule.examples
    assert (positive.line, positive.why) == (9, None)
    assert positive.roles == {"actor": ("پۆلیس",), "recipient": ("دزەکە",)}
    assert (negative.line, negative.why) == (14, "no actor")


def test_written_forms_of_a_marker_become_its_name(rules_of: Read, file: Callable[..., Path]) -> None:
    roles = '[rule.roles]\nactor = "subject"\nrecipient = [\n    "لەدژی",\n    "دژ بە",\n    "سەر",\n]'
    (rule,) = rules_of(file(RULE.replace('frame = "transitive"', roles)))
    assert rule.roles["recipient"] == ("دژی", "سەر")


def test_roles_change_a_frame(rules_of: Read, file: Callable[..., Path]) -> None:
    (rule,) = rules_of(file(RULE.replace('frame = "transitive"', 'frame = "transitive"\nroles = {actor = "لەگەڵ"}')))
    assert rule.roles == {"actor": ("لەگەڵ",), "recipient": ("object",)}


def test_an_empty_file_has_no_rules(rules_of: Read, file: Callable[..., Path]) -> None:
    assert rules_of(file("")) == ()


WRONG_TYPES = {
    "lemma-number": ('lemma = "کوشتن"', "lemma = 3"),
    "lemma-list-of-numbers": ('lemma = "کوشتن"', "lemma = [3]"),
    "lemma-empty-string": ('lemma = "کوشتن"', 'lemma = [""]'),
    "gloss-number": ('gloss = "to kill"', "gloss = 3"),
    "mode-number": ('gloss = "to kill"', 'gloss = "to kill"\nmode = 3'),
    "cameo-unknown": ('gloss = "to kill"', 'gloss = "to kill"\ncameo = "999"'),
    "unless-number": ('gloss = "to kill"', 'gloss = "to kill"\nunless = 3'),
    "frame-list": ('"transitive"', '["transitive"]'),
    "roles-string": ('frame = "transitive"', 'roles = "subject"'),
    "role-number": ('frame = "transitive"', "roles = {actor = 3}"),
    "rule-not-in-a-list": ("[[rule]]", "[rule]"),
    "match-not-in-a-list": ("[[rule.match]]", "[rule.match]"),
    "span-number": ('actor     = "پۆلیس"', "actor     = 3"),
    "span-twice-in-the-text": ('"پۆلیس دزەکەی کوشت."', '"پۆلیس پۆلیس دزەکەی کوشت."'),
    "span-of-a-role-that-the-rule-has-not": ('actor     = "پۆلیس"', 'instrument = "پۆلیس"'),
    "escaped-bidirectional-control": ('gloss = "to kill"', r'gloss = "to kill\u200f"'),
    "context-string": ('gloss = "to kill"', 'gloss = "to kill"\ncontexts = "militery"'),
}


@pytest.mark.parametrize("name", WRONG_TYPES)
def test_values_of_a_wrong_kind_are_complained_of(name: str, rules_of: Read, file: Callable[..., Path]) -> None:
    old, new = WRONG_TYPES[name]
    assert len(complaints(rules_of, file(RULE.replace(old, new)))) == 1


@pytest.mark.parametrize("text", ["x = " + "[" * 5000 + "]" * 5000, "x = " + "9" * 10_000], ids=["nested", "digits"])
def test_what_the_reader_of_toml_breaks_at_is_a_fault_of_the_file(
    rules_of: Read, file: Callable[..., Path], text: str
) -> None:
    with pytest.raises(DataError, match=r"^rules\.toml:1: a number with thousands of digits"):
        rules_of(file(text))
