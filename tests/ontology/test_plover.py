"""The PLOVER scheme and its crosswalk with CAMEO."""

from __future__ import annotations

import pickle

import pytest

from tewn.ontology.errors import DataError
from tewn.ontology.plover import Plover, load_plover

PLOVER = load_plover()
MODES = [(type, mode) for type in PLOVER.types for mode in PLOVER.modes(type)]

# quad, score of the type, then the scores of its modes in the order of the manual
SCORES: dict[str, tuple[int, float, dict[str, float]]] = {
    "AGREE": (1, 2.5, {}),
    "CONSULT": (1, 2.5, {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5}),
    "SUPPORT": (1, 5, {}),
    "CONCEDE": (1, 4.5, {}),
    "COOPERATE": (2, 9.5, {}),
    "AID": (2, 10, {}),
    "RETREAT": (
        2,
        6.5,
        {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    ),
    "REQUEST": (3, 0, {"assist": 0.5, "change": -1, "yield": -1, "meet": 0}),
    "ACCUSE": (3, -3, {"disapprove": -2, "investigate": -3.5, "allege": -3.5}),
    "REJECT": (3, -2, {"assist": -1.5, "change": -2, "yield": -2, "meet": -2}),
    "THREATEN": (
        3,
        -3.5,
        {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5},
    ),
    "PROTEST": (
        4,
        -5,
        {
            "demo": -5,
            "riot": -7,
            "strike": -5,
            "hunger": -4.5,
            "boycott": -4.5,
            "obstruct": -4.5,
            "vandalize": -5,
        },
    ),
    "SANCTION": (4, -6, {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6}),
    "MOBILIZE": (4, -5.5, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6}),
    "COERCE": (
        4,
        -7,
        {
            "seize": -7,
            "restrict": -7,
            "censor": -6.5,
            "curfew": -6.5,
            "martial-law": -7.5,
            "arrest": -7,
            "deport": -7,
            "withhold": -7,
            "misinformation": -6.5,
            "cyber": -7,
        },
    ),
    "ASSAULT": (
        4,
        -9,
        {
            "abduct": -8.5,
            "beat": -7.5,
            "torture": -8.5,
            "sexual": -8.5,
            "targeted": -9.5,
            "destroy": -8.5,
            "primitive": -8,
            "firearms": -9,
            "explosives": -9,
            "suicide-attack": -9.5,
            "aerial": -9.5,
            "drone": -9.5,
            "heavy-weapons": -9.5,
            "crowd-control": -7.5,
            "unconventional": -10,
        },
    ),
}


def test_there_are_sixteen_types_in_four_quads() -> None:
    assert list(PLOVER.types) == list(SCORES)
    assert list(PLOVER.quads) == [1, 2, 3, 4]
    assert len(PLOVER.contexts) == 37


@pytest.mark.parametrize("type", SCORES)
def test_scores_and_quad_are_those_of_the_manual(type: str) -> None:
    quad, score, modes = SCORES[type]
    assert (PLOVER.quad(type), PLOVER.score(type)) == (quad, score)
    assert {mode: PLOVER.score(type, mode) for mode in PLOVER.modes(type)} == modes


def test_cooperation_scores_above_zero_and_conflict_not() -> None:
    for code, type in PLOVER.types.items():
        scores = [PLOVER.score(code), *(PLOVER.score(code, mode) for mode in type.modes)]
        assert all(score > 0 for score in scores) == (type.quad <= 2), code


@pytest.mark.parametrize(("type", "mode"), [*((type, None) for type in PLOVER.types), *MODES])
def test_type_and_mode_come_back_from_their_cameo_code(type: str, mode: str | None) -> None:
    code = PLOVER.to_cameo(type, mode)
    assert PLOVER.from_cameo(code).type == type


@pytest.mark.parametrize("code", PLOVER.cameo)
def test_cameo_code_comes_back_to_its_type(code: str) -> None:
    entry = PLOVER.from_cameo(code)
    back = PLOVER.from_cameo(PLOVER.to_cameo(entry.type, entry.mode))
    assert back.type == entry.type
    assert entry.mode is None or entry.mode in PLOVER.modes(entry.type)
    assert set(entry.contexts) <= PLOVER.contexts.keys()


def test_each_mode_has_at_most_one_code_of_its_own() -> None:
    from importlib.resources import files

    lines = (files("tewn.ontology") / "data" / "cameo.tsv").read_text("utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    back = [(type, mode) for _, type, _, _, modes, *_ in cells for mode in modes.split()]
    assert len(back) == len(set(back))
    assert set(back) <= set(MODES)
    assert [code for code, *_ in cells] == sorted({code for code, *_ in cells})


def test_every_code_below_a_root_has_a_parent() -> None:
    for code, entry in PLOVER.cameo.items():
        assert (entry.parent is None) == (len(code) == 2), code


@pytest.mark.parametrize(
    ("code", "type", "mode"),
    [
        ("02", "REQUEST", None),
        ("0813", "RETREAT", None),
        ("163", "COERCE", "restrict"),
        ("175", "ASSAULT", "crowd-control"),
        ("186", "ASSAULT", "targeted"),
        ("191", "COERCE", "restrict"),
        ("195", "ASSAULT", "aerial"),
        ("1952", "ASSAULT", "drone"),
        ("203", "ASSAULT", None),
    ],
)
def test_codes_that_leave_their_root_or_have_newer_modes(code: str, type: str, mode: str | None) -> None:
    entry = PLOVER.from_cameo(code)
    assert (entry.type, entry.mode) == (type, mode)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: p.type("ASSULT"), r"unknown PLOVER type 'ASSULT' \(did you mean 'ASSAULT'\?\)"),
        (lambda p: p.score("ASSAULT", "dron"), r"unknown mode of ASSAULT 'dron' \(did you mean 'drone'\?\)"),
        (lambda p: p.modes("x"), "unknown PLOVER type 'x'"),
        (lambda p: p.from_cameo("1951x"), r"unknown CAMEO code '1951x' \(did you mean '1951'\?\)"),
        (lambda p: p.to_cameo("AGREE", "visit"), "unknown mode of AGREE 'visit'"),
    ],
)
def test_unknown_code_is_refused(call: object, message: str) -> None:
    with pytest.raises(DataError, match=message):
        call(PLOVER)  # type: ignore[operator]


def test_scheme_can_be_sent_to_another_process() -> None:
    copy: Plover = pickle.loads(pickle.dumps(PLOVER))
    assert copy.score("ASSAULT", "drone") == -9.5
