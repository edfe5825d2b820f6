"""Measure how a large graph is written, loaded into a store and queried, beside rdflib and Oxigraph alone.

    python benchmarks/graphs.py [--triples 1000000] [--folder build/graphs]

The documents are made up, of the shape of real ones: a few events each, actors as unevenly frequent as in the news
(Zipf), Kurdish words. Each step runs in a process of its own; its CPU time and highest memory are printed. Steps:

    make        the records alone, which every step below needs
    turtle      records to Turtle, by tewn
    rdflib      the same graph, read into rdflib and written as Turtle by it (the writing alone is timed)
    oxigraph    the same quads, by Oxigraph's own bulk load and optimise
    store       records to a store, by tewn
    query       `dyads` and `events` for the most frequent actor and one of middling frequency, on the store
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta

from tewn.graph.rdf import CodedDocument, GraphWriter
from tewn.ontology.model import Document, Event, Factuality, Location, Participant, Span, TimeExpression
from tewn.ontology.plover import load_plover
from tewn.ontology.registry import PLACES, Entity, load_registry

SEED = 20
EVENTS_A_DOCUMENT = (1, 2, 2, 3, 3, 4, 5)
FACTUALITIES: tuple[Factuality, ...] = ("actual",) * 7 + ("possible", "future", "negated")
STEPS = ("make", "turtle", "rdflib", "oxigraph", "store", "query")
REPEATED = 21  # queries, of which the median counts


class Maker:
    """Makes documents with events; the same seed makes the same ones."""

    def __init__(self, seed: int = SEED) -> None:
        self._random = random.Random(seed)
        entities = sorted(load_registry().entities.values(), key=lambda entity: entity.id)
        self._actors = [e for e in entities if e.names.get("ckb") and e.kind not in PLACES]
        self._places = [e for e in entities if e.names.get("ckb") and e.latitude is not None]
        self._random.shuffle(self._actors)
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, len(self._actors) + 1)))
        self._types = list(load_plover().types)

    def documents(self) -> Iterator[CodedDocument]:
        """Yield documents without end."""
        for number in itertools.count():
            yield self._document(f"article-{number:07}")

    def _document(self, name: str) -> CodedDocument:
        published = date(2020, 1, 1) + timedelta(days=self._random.randrange(1500))
        text = ""
        events = []
        for sentence in range(self._random.choice(EVENTS_A_DOCUMENT)):
            words, event = self._event(name, sentence, len(text), published)
            text += words
            events.append(event)
        source = f"source-{self._random.randrange(40)}"
        document = Document(name, text, published, "ckb", source, f"https://news.example/{name}", "هەواڵ")
        return CodedDocument(name, document, tuple(events))

    def _event(self, document: str, sentence: int, start: int, published: date) -> tuple[str, Event]:
        actor, recipient, speaker = self._random.choices(self._actors, cum_weights=self._weights, k=3)
        place = self._random.choice(self._places)
        type = self._random.choice(self._types)
        plover = load_plover()
        mode = self._random.choice([None, *plover.modes(type)])
        parts = [actor.label("ckb"), recipient.label("ckb"), place.label("ckb"), "دوێنێ", "کردەوەیەک", speaker.label("ckb")]
        spans = list(_spans(parts, start))
        attribution = (_participant(speaker, spans[5]),) if self._random.random() < 0.4 else ()
        day = published - timedelta(days=1)
        event = Event(
            id=f"e{self._random.getrandbits(64):016x}",
            document=document,
            language="ckb",
            sentence=sentence,
            type=type,
            mode=mode,
            contexts=tuple(self._random.sample(("military", "diplomatic", "economic"), k=self._random.randrange(3))),
            cameo=plover.to_cameo(type, mode),
            quad=plover.quad(type),
            score=plover.score(type, mode),
            factuality=self._random.choice(FACTUALITIES),
            trigger=(spans[4],),
            lemma="کردن",
            actor=(_participant(actor, spans[0]),),
            recipient=(_participant(recipient, spans[1]),) if self._random.random() < 0.8 else (),
            instrument=(),
            attribution=attribution,
            time=TimeExpression(spans[3].text, spans[3].start, spans[3].end, day.isoformat())
            if self._random.random() < 0.4
            else None,
            place=Location(spans[2].text, spans[2].start, spans[2].end, place.id, place.latitude, place.longitude)
            if self._random.random() < 0.5
            else None,
            rule=f"ckb.{type.lower()}.{self._random.randrange(60)}",
        )
        return " ".join(parts) + ". ", event


def _spans(words: list[str], start: int) -> Iterator[Span]:
    for word in words:
        yield Span(word, start, start + len(word))
        start += len(word) + 1


def _participant(entity: Entity, span: Span) -> Participant:
    return Participant(span.text, span.start, span.end, entity.code, entity.id, entity.label("ckb"))


def documents(triples: int) -> Iterator[CodedDocument]:
    """Yield documents that together make as many triples."""
    writer, made = GraphWriter(), 0
    for coded in Maker().documents():
        made += len(writer.quads(coded))
        yield coded
        if made >= triples:
            return
