"""Write the generated part of ontology/data/vocabulary.ttl, from plover.toml and cameo.tsv, and the table of
docs/graph.md.

Run it without arguments to rewrite the files; with --check it only exits with 1 where one is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from tewn.ontology.plover import CameoCode, EventType, Mode, Names, Plover, load_plover
from tewn.ontology.vocabulary import TEWN, prefixes

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "ontology" / "data" / "vocabulary.ttl"
PAGE = ROOT / "docs" / "graph.md"
MARK = "# ---------------------------------------------------------------- generated"
TABLE = "<!-- The table is written by scripts/build_vocabulary.py. -->\n", "<!-- end of the table -->\n"

SCHEMES = {
    "PloverQuads": Names(
        "PLOVER quad classes",
        "چوار پۆلەکەی PLOVER",
        "Cooperation or conflict, in words or in deeds.",
        "هاوکاری یان ململانێ، بە قسە یان بە کردار.",
    ),
    "PloverTypes": Names(
        "PLOVER event types",
        "جۆرەکانی ڕووداو لە PLOVER",
        "What is done, in sixteen types.",
        "ئەوەی دەکرێت، لە شازدە جۆردا.",
    ),
    "PloverModes": Names(
        "PLOVER modes",
        "شێوازەکانی PLOVER",
        "How an action of a type is done.",
        "چۆنیەتیی کارێک لە جۆرێکدا.",
    ),
    "PloverContexts": Names(
        "PLOVER contexts",
        "بوارەکانی PLOVER",
        "What an event is about.",
        "ڕووداوێک لەبارەی چییەوەیە.",
    ),
    "CameoCodes": Names(
        "CAMEO codes",
        "کۆدەکانی CAMEO",
        "The older scheme of political events, as far as PLOVER has a type for it.",
        "پۆلێنی کۆنتری ڕووداوە سیاسییەکان، تا ئەو شوێنەی PLOVER جۆری بۆ هەیە.",
    ),
}

PREDICATE = (
    "The subject is said to have done to the object: {}.",
    "دەوترێت لایەنی یەکەم ئەمەی بەرامبەر لایەنی دووەم کردووە: {}.",
)
CAMEO = ("What CAMEO codes as {}: {}.", "ئەوەی CAMEO بە {} کۆدی دەکات: {}.")


def main(arguments: list[str]) -> int:
    """Rewrite the file, or only compare it; return the exit code."""
    current, page = FILE.read_text("utf-8"), PAGE.read_text("utf-8")
    wanted = vocabulary(current, load_plover())
    tabled = with_table(page, wanted)
    if "--check" in arguments:
        return int((current, page) != (wanted, tabled))
    FILE.write_text(wanted, "utf-8")
    PAGE.write_text(tabled, "utf-8")
    return 0


def vocabulary(current: str, plover: Plover) -> str:
    """Return the text of the file: the hand-written part of `current`, then the generated part."""
    written, _, _ = current.partition(MARK)
    return "\n".join([written.rstrip() + "\n", MARK + "\n", *generated(plover)])


def with_table(page: str, turtle: str) -> str:
    """Return the page with the table of the terms of tewn's own."""
    start, end = TABLE
    before, _, rest = page.partition(start)
    _, _, after = rest.partition(end)
    return "".join([before, start, *terms(Graph().parse(data=turtle, format="turtle")), end, after])


def terms(graph: Graph) -> Iterator[str]:
    """Yield the lines of the table: classes, properties and schemes, in the order of their kinds and names."""
    yield "\n| term | in Kurdish | of | leads to | meaning |\n|---|---|---|---|---|\n"
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.ConceptScheme)
    for kind in kinds:
        for term in sorted({term for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)}):
            if term in TEWN:
                label = _words(graph, term, RDFS.label, SKOS.prefLabel, "ckb")
                meaning = _words(graph, term, RDFS.comment, SKOS.definition, "en")
                start, end = (_short(graph.value(term, side)) for side in (RDFS.domain, RDFS.range))
                yield f"| `{_short(term)}` | {label} | {start} | {end} | {meaning} |\n"
    yield "\n"


def _words(graph: Graph, term: URIRef, one: URIRef, other: URIRef, language: str) -> str:
    found = [*graph.objects(term, one), *graph.objects(term, other)]
    return next(str(value) for value in found if isinstance(value, Literal) and value.language == language)


def _short(term: object) -> str:
    if term is None:
        return ""
    prefix, start = max(prefixes().items(), key=lambda pair: len(pair[1]) if str(term).startswith(pair[1]) else 0)
    return f"{prefix}:{str(term).removeprefix(start)}"


def generated(plover: Plover) -> Iterator[str]:
    """Yield the blocks of the generated part, each a subject with its properties."""
    for scheme, names in SCHEMES.items():
        yield block(f"tewn:{scheme}", ["a skos:ConceptScheme", *described(names)])
    for number, names in plover.quads.items():
        yield concept(f"plover:quad-{number}", "PloverQuads", str(number), names)
    for event_type in plover.types.values():
        yield from type_blocks(event_type, plover)
    for context, names in plover.contexts.items():
        yield concept(f"plover:context-{context}", "PloverContexts", context, names)
    for code in plover.cameo.values():
        yield cameo_block(code, plover)


def type_blocks(event_type: EventType, plover: Plover) -> Iterator[str]:
    """Yield the concept of a type, the property of its plain triples and the concepts of its modes."""
    code, names = event_type.code, event_type.names
    more = [f"skos:broader plover:quad-{event_type.quad}", *figures(event_type.quad, event_type.score)]
    more += [f"{relation(plover.cameo[event_type.cameo], None)} cameo:{event_type.cameo}"]
    yield concept(f"plover:{code}", "PloverTypes", code, names, ["a sem:EventType", *more])
    yield block(
        f"plover:{code.lower()}",
        [
            "a owl:ObjectProperty",
            "rdfs:subPropertyOf tewn:action",
            f"rdfs:seeAlso plover:{code}",
            pair("rdfs:label", event_type.verb_en, event_type.verb_ckb),
            pair(
                "rdfs:comment",
                *(text.format(rest) for text, rest in zip(PREDICATE, _lowered(names), strict=True)),
            ),
        ],
    )
    for mode in event_type.modes.values():
        yield mode_block(event_type, mode, plover)


def mode_block(event_type: EventType, mode: Mode, plover: Plover) -> str:
    """Return the concept of a mode."""
    code = plover.cameo[mode.cameo]
    more = [f"skos:broader plover:{event_type.code}"]
    more += figures(event_type.quad, plover.score(event_type.code, mode.code))
    more += [f"{relation(code, mode.code)} cameo:{mode.cameo}"]
    return concept(f"plover:{event_type.code.lower()}-{mode.code}", "PloverModes", mode.code, mode.names, more)


def relation(code: CameoCode, mode: str | None) -> str:
    """Return the SKOS relation from a type or mode to the CAMEO code that stands for it.

    >>> relation(load_plover().from_cameo("195"), "aerial")
    'skos:closeMatch'
    >>> relation(load_plover().from_cameo("150"), "weapons")
    'skos:broadMatch'
    """
    if code.mode == mode:
        return "skos:closeMatch"
    return "skos:broadMatch" if code.mode is None else "skos:relatedMatch"


def cameo_block(code: CameoCode, plover: Plover) -> str:
    """Return the concept of a CAMEO code, matched with the PLOVER type or mode it becomes."""
    target = f"plover:{code.type.lower()}-{code.mode}" if code.mode else f"plover:{code.type}"
    match = "closeMatch" if plover.to_cameo(code.type, code.mode) == code.code else "broadMatch"
    more = [f"skos:broader cameo:{code.parent}"] if code.parent else []
    more += [f"skos:{match} {target}"]
    contexts = " , ".join(f"plover:context-{context}" for context in code.contexts)
    more += [f"tewn:context {contexts}"] if contexts else []
    glosses = code.gloss_en, code.gloss_ckb
    names = Names(*glosses, *(text.format(code.code, gloss) for text, gloss in zip(CAMEO, glosses, strict=True)))
    return concept(f"cameo:{code.code}", "CameoCodes", code.code, names, more)


def concept(subject: str, scheme: str, notation: str, names: Names, more: list[str] | None = None) -> str:
    """Return the block of a SKOS concept."""
    head = ["a skos:Concept", f"skos:inScheme tewn:{scheme}", f"skos:notation {quoted(notation)}"]
    return block(subject, [*head, *described(names), *(more or [])])


def described(names: Names) -> list[str]:
    """Return label and definition in both languages."""
    return [
        pair("skos:prefLabel", names.label_en, names.label_ckb),
        pair("skos:definition", names.definition_en, names.definition_ckb),
    ]


def figures(quad: int, score: float) -> list[str]:
    """Return quad class and score."""
    return [f"tewn:quad {quad}", f"tewn:score {score:.1f}"]


def pair(predicate: str, english: str, kurdish: str) -> str:
    """Return a property with its value in both languages, the Kurdish on a line of its own."""
    return f"{predicate} {quoted(english)}@en ,\n        {quoted(kurdish)}@ckb"


def quoted(text: str) -> str:
    """Return a text as a Turtle string.

    >>> quoted('a "b"')
    '"a \\\\"b\\\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def block(subject: str, properties: list[str]) -> str:
    """Return one subject with its properties as Turtle."""
    return f"{subject} " + " ;\n    ".join(properties) + " .\n"


def _lowered(names: Names) -> tuple[str, str]:
    english = names.definition_en.rstrip(".")
    return english[0].lower() + english[1:], names.definition_ckb.rstrip(".")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
