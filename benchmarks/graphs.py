"""Measure how a large graph is written, loaded into a store and asked, beside rdflib and Oxigraph alone.

    python benchmarks/graphs.py [--triples 1050000] [--folder build/graphs] [--steps make,turtle,...]

The documents are made up, of the shape of real ones: a few events each, actors as unevenly frequent as in the news
(Zipf), Kurdish words. Each step runs in a process of its own, which prints its CPU time and highest memory. Steps:

    make        the records alone, which `turtle` and `store` make too: their time less this is that of writing
    turtle      records to Turtle, by tewn
    rdflib      the same graph written as Turtle by rdflib; reading it in is not counted
    nquads      records to N-Quads, for `oxigraph`
    oxigraph    those quads in a store, by Oxigraph's own bulk load and optimise
    store       records to a store, by tewn
    query       `dyads` and `events` by one actor on the store: the most frequent, and the median of actors of all ranks
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pyoxigraph
from rdflib import Graph

from tewn.graph import GraphStore, write_documents
from tewn.graph.named import NAMED, Filters
from tewn.graph.rdf import CodedDocument, GraphWriter
from tewn.graph.source import open_source
from tewn.ontology.model import Document, Event, Factuality, Location, Participant, Span, TimeExpression
from tewn.ontology.plover import load_plover
from tewn.ontology.registry import PLACES, Entity, load_registry

SEED = 20
EVENTS_A_DOCUMENT = (1, 2, 2, 3, 3, 4, 5)
FACTUALITIES: tuple[Factuality, ...] = ("actual",) * 7 + ("possible", "future", "negated")
REPEATED = 5  # times that a query is asked; the median counts
RANKS = 50  # actors that are asked for


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
        named = [entity.label("ckb") for entity in (actor, recipient, place, speaker)]
        parts = [*named[:3], "دوێنێ", "کردەوەیەک", named[3]]
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


def count_of(triples: int) -> int:
    """Return how many documents together make so many triples, each counted once."""
    writer, made = GraphWriter(repeat=False), 0
    for count, coded in enumerate(Maker().documents(), 1):
        made += len(writer.quads(coded))
        if made >= triples:
            return count
    raise AssertionError


def documents(count: int) -> Iterator[CodedDocument]:
    """Yield so many documents, always the same."""
    return itertools.islice(Maker().documents(), count)


# ---------------------------------------------------------------- steps


def make(folder: Path, count: int) -> None:
    """Make the records, and forget them."""
    events = sum(len(coded.events) for coded in documents(count))
    print(f"{count:,} documents, {events:,} events", end="   ")


def turtle(folder: Path, count: int) -> None:
    """Write Turtle."""
    write_documents(documents(count), folder / "graph.ttl")


def rdflib(folder: Path, count: int) -> float:
    """Write the graph of `turtle` by rdflib; return the CPU seconds of writing alone."""
    graph = Graph().parse(folder / "graph.ttl", format="turtle")
    print(f"{len(graph):,} triples", end="   ")
    start = time.process_time()
    graph.serialize(folder / "rdflib.ttl", format="turtle")
    return time.process_time() - start


def nquads(folder: Path, count: int) -> None:
    """Write N-Quads."""
    write_documents(documents(count), folder / "graph.nq")


def oxigraph(folder: Path, count: int) -> float:
    """Load the quads of `nquads` by Oxigraph alone."""
    shutil.rmtree(folder / "oxigraph", ignore_errors=True)
    start = time.process_time()
    store = pyoxigraph.Store(str(folder / "oxigraph"))
    store.bulk_load(path=folder / "graph.nq", format=pyoxigraph.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    return time.process_time() - start


def store(folder: Path, count: int) -> None:
    """Add the documents to a store."""
    shutil.rmtree(folder / "store", ignore_errors=True)
    with GraphStore(folder / "store", write=True) as kept:
        kept.add(documents(count))


def query(folder: Path, count: int) -> float:
    """Ask for the dyads and events of actors of all ranks."""
    start = time.process_time()
    with open_source(folder / "store") as source:
        named = [str(row[5]) for row in NAMED["actors"](source, Filters(factuality="any")).rows if row[2]]
        chosen = named[:: max(1, len(named) // RANKS)]
        for question in ("dyads", "events"):
            times = [1000 * _median(partial(NAMED[question], source, Filters(actor=who))) for who in chosen]
            rows = NAMED["events"](source, Filters(actor=chosen[0])).rows
            print(f"\n  {question}: most frequent actor ({len(rows)} events) {times[0]:.0f} ms,", end="")
            median = statistics.median(times)
            print(f" next of the sample {times[1]:.0f} ms, median of {len(chosen)} {median:.1f} ms", end="")
    print(end="   ")
    return time.process_time() - start


def _median(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATED):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


STEPS: dict[str, Callable[[Path, int], float | None]] = {
    step.__name__: step for step in (make, turtle, rdflib, nquads, oxigraph, store, query)
}


def main() -> None:
    """Run the steps, each in a process of its own; or one step in this process."""
    parser = argparse.ArgumentParser(description="Measure writing, loading and asking of a large graph.")
    parser.add_argument("--triples", type=int, default=1_050_000)
    parser.add_argument("--folder", type=Path, default=Path("build/graphs"))
    parser.add_argument("--steps", default=",".join(STEPS))
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if chosen.step:
        _run(chosen.step, chosen.folder, chosen.count)
        return
    count = count_of(chosen.triples)
    for step in chosen.steps.split(","):
        command = [sys.executable, __file__, "--step", step, "--count", str(count), "--folder", str(chosen.folder)]
        subprocess.run(command, check=True)


def _run(step: str, folder: Path, count: int) -> None:
    print(f"{step:9}", end=" ")
    start = time.process_time()
    spent = STEPS[step](folder, count)
    if spent is None:
        spent = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{spent:7.2f} s CPU, at most {memory:,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
