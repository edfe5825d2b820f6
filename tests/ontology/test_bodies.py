"""Bodies that a country has one of: composed of the country and the body, and the same in every language."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tewn.ontology.registry import Body, Entity, Registry, load_registry

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = load_registry()
COUNTRIES = [entity for entity in REGISTRY.entities.values() if entity.kind == "country"]
# Registered bodies whose sector is not that of their words, as a ministry of defence that stands for the armed forces.
OTHER_SECTOR = {"gbr-mod", "irq-cts", "syr-aanes", "usa-defense-department"}


def agents(language: str) -> list[dict[str, str]]:
    path = ROOT / "extractors" / "languages" / language / "agents.tsv"
    return list(csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_a_body_is_composed_of_country_and_body() -> None:
    embassy = REGISTRY["usa-embassy"]
    assert (embassy.id, embassy.kind, embassy.code, embassy.part_of) == ("usa-embassy", "body", "USA-GOV", "usa")
    assert embassy.label("en") == "Embassy of the United States"
    assert embassy.label("ckb") == "باڵیۆزخانەی ویلایەتە یەکگرتووەکان"
    assert REGISTRY.get("usa-embassy") is embassy


@pytest.mark.parametrize(
    ("country", "body", "registered"),
    [
        ("tur", "police", "tur-police"),
        ("tur", "army", "tur-armed-forces"),
        ("usa", "foreign-ministry", "usa-state-department"),
        ("krd", "army", "krd-peshmerga"),
        ("gbr-scotland", "police", "gbr-police-scotland"),
    ],
)
def test_a_registered_body_comes_first(country: str, body: str, registered: str) -> None:
    assert REGISTRY.body_of(country, body) is REGISTRY.entities[registered]
    assert REGISTRY.get(f"{country}-{body}") is REGISTRY.entities[registered]


@pytest.mark.parametrize("identifier", ["usa-nothing", "nowhere-embassy", "irq-baghdad-embassy", "igo-uno-embassy", ""])
def test_nothing_else_is_composed(identifier: str) -> None:
    assert REGISTRY.get(identifier) is None


def test_an_unknown_id_is_no_key() -> None:
    with pytest.raises(KeyError):
        REGISTRY["usa-nothing"]


def test_names_are_filled_by_language_and_left_out_where_the_country_has_none() -> None:
    country = Entity("ald", "country", "ALD-GOV", {"en": ("Aldova",)})
    body = Body("army", "MIL", ("army",), {"en": "Army of {}", "ckb": "سوپای {}"})
    registry = Registry([country], [body], {"en": {"ald": "the {}"}})
    assert dict(registry["ald-army"].names) == {"en": ("Army of the Aldova",)}


@pytest.mark.parametrize("body", REGISTRY.bodies.values(), ids=lambda body: body.id)
def test_a_composed_id_is_never_another_kind_of_entity(body: Body) -> None:
    for country in COUNTRIES:
        found = REGISTRY.body_of(country.id, body.id)
        assert found is not None
        assert found.code == f"{country.country}-{body.sector}" or found.id in OTHER_SECTOR, found.id
        assert found.country == country.country


@pytest.mark.parametrize("body", REGISTRY.bodies.values(), ids=lambda body: body.id)
def test_a_body_names_registered_entities_and_countries(body: Body) -> None:
    assert {"en", "ckb"} <= body.names.keys()
    assert all(pattern.count("{}") == 1 for pattern in body.names.values())
    for country, identifier in body.registered.items():
        assert REGISTRY.entities[country].kind == "country"
        assert identifier in REGISTRY.entities
        assert f"{country}-{body.id}" not in REGISTRY.entities


@pytest.mark.parametrize("body", REGISTRY.bodies.values(), ids=lambda body: body.id)
def test_the_words_of_a_body_have_its_glosses_and_sector(body: Body) -> None:
    for gloss in body.glosses:
        rows = [row for row in agents("ckb") if row["gloss"] == gloss]
        assert rows, f"no agent noun has the gloss {gloss!r}"
        assert {row["sector"] for row in rows} == {body.sector}
        assert "person" not in {row["kind"] for row in rows}


@pytest.mark.parametrize("body", REGISTRY.bodies.values(), ids=lambda body: body.id)
def test_the_central_kurdish_name_is_a_noun_of_the_body_with_the_ezafe(body: Body) -> None:
    owned = body.names["ckb"].removesuffix(" {}")
    nouns = {row["noun"] for row in agents("ckb") if row["gloss"] in body.glosses}
    assert loose(owned) in {loose(noun if noun.endswith("یی") else f"{noun}ی") for noun in nouns}


def loose(name: str) -> str:
    """A name without the ezafe that inner words in ی may carry."""
    return name.replace("یی ", "ی ")


def test_a_gloss_belongs_to_one_body() -> None:
    glosses = [gloss for body in REGISTRY.bodies.values() for gloss in body.glosses]
    assert len(glosses) == len(set(glosses))
    assert len(REGISTRY.bodies) >= 40
