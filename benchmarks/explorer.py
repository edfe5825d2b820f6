"""Measure how fast the explorer's page is made, opens and filters, in a headless Chromium.

    python benchmarks/explorer.py [--actors 2000] [--events 20000] [--folder build/explorer] [--browser PATH]

The events are made up: actors as unevenly frequent as in the news (Zipf), a document for every three events. Printed
are seconds of CPU and megabytes for making the page, its size, and in milliseconds of the page's own clock the time
until everything is drawn, and the median and longest time from a choice (types, actors, edges, places, months) until
the page's programs are done and until everything is drawn anew. Without a graphics card the browser draws by software,
which takes most of that time.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

import tewn
from tewn.ontology.model import Document, Event, Factuality, Location, Participant, Span
from tewn.ontology.plover import load_plover
from tewn.ontology.registry import load_registry

SEED = 20
BROWSER = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update")
SECTORS = ("GOV", "MIL", "COP", "REB", "CVL", "OPP", "PTY", "MED", "NGO")
FACTUALITIES: tuple[Factuality, ...] = ("actual", "actual", "actual", "negated", "possible")
CHOICES = 40
OPENING = 300_000  # milliseconds that the page may take at most

# Changes what is chosen; how long the page's programs took, and how long it was until the browser had drawn it.
_CHANGE = """async (changes) => {
  for (const name of ["types", "statuses"]) if (name in changes) changes[name] = new Set(changes[name]);
  tewn.state.clear();
  await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done));
  const start = performance.now();
  tewn.state.change(changes);
  const computed = performance.now() - start;
  await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done));
  return [computed, performance.now() - start];
}"""


def documents(actors: int, events: int) -> Iterator[tuple[Document, list[Event]]]:
    """Yield documents with three events each, between so many made-up actors."""
    chance = random.Random(SEED)
    registry, plover = load_registry(), load_plover()
    countries = sorted(one.country for one in registry.entities.values() if one.kind == "country")
    places = sorted((one for one in registry.entities.values() if one.latitude is not None), key=lambda one: one.id)
    people = [f"{chance.choice(countries)}-{chance.choice(SECTORS)}" for _ in range(actors)]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, actors + 1)))
    types = list(plover.types)
    for number in itertools.count():
        if number * 3 >= events:
            return
        name = f"article-{number:06}"
        text, found = "", []
        for sentence in range(min(3, events - number * 3)):
            pair = chance.choices(range(actors), cum_weights=weights, k=2)
            if number < actors:  # each at least once
                pair[0] = number
            words = [f"لایەنی ژمارە {one}" for one in pair]
            place = chance.choice(places)
            start = len(text)
            text += f"{words[0]} لە {place.label('ckb')} کردەوەیەکی بەرامبەر بە {words[1]} کرد و ئەمەش دەنگی دایەوە. "
            spans = [Span(part, start + text[start:].index(part), 0) for part in (*words, place.label("ckb"), "کرد")]
            ends = [Span(span.text, span.start, span.start + len(span.text)) for span in spans]
            roles = [Participant(s.text, s.start, s.end, people[one]) for s, one in zip(ends, pair, strict=False)]
            type = chance.choice(types)
            found.append(
                Event(
                    id=f"e{number}-{sentence}",
                    document=name,
                    language="ckb",
                    sentence=sentence,
                    type=type,
                    mode=None,
                    contexts=(),
                    cameo=plover.to_cameo(type),
                    quad=plover.quad(type),
                    score=plover.score(type),
                    factuality=chance.choice(FACTUALITIES),
                    trigger=(ends[3],),
                    lemma="کردن",
                    actor=(roles[0],),
                    recipient=(roles[1],),
                    instrument=(),
                    attribution=(),
                    time=None,
                    place=Location(ends[2].text, ends[2].start, ends[2].end, place.id, place.latitude, place.longitude),
                    rule=f"ckb.{type.lower()}.{chance.randrange(60)}",
                )
            )
        day = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))
        yield Document(name, text, day, "ckb", f"source-{chance.randrange(40)}"), found


def measure(page: Page, address: str) -> Iterator[tuple[str, float]]:
    """Yield what was measured on an open page, in milliseconds."""
    page.set_default_timeout(OPENING)
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    yield "opening", page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(performance.now())))")
    chance = random.Random(SEED)
    edges = page.evaluate("tewn.data.edges.map((edge) => [edge.source, edge.target])")
    counts: dict[str, int] = page.evaluate("({actors: tewn.data.actors.length, places: tewn.data.places.length})")
    months = page.evaluate("[Math.min(...tewn.data.at), Math.max(...tewn.data.at)]")

    def choices() -> Iterator[dict[str, Any]]:
        while True:
            yield {"types": [chance.randrange(16)], "statuses": [0]}
            yield {"actor": chance.randrange(counts["actors"])}
            yield {"edge": chance.choice(edges)}
            yield {"place": chance.randrange(counts["places"])}
            start = chance.randrange(int(months[0]), int(months[1]))
            yield {"from": start, "to": start + 30}

    times = [page.evaluate(_CHANGE, changes) for changes in itertools.islice(choices(), CHOICES)]
    for what, taken in zip(("computed", "drawn"), zip(*times, strict=True), strict=True):
        yield f"filtering until {what}, median", statistics.median(taken)
        yield f"filtering until {what}, longest", max(taken)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--actors", type=int, default=2000)
    arguments.add_argument("--events", type=int, default=20_000)
    arguments.add_argument("--folder", type=Path, default=Path("build/explorer"))
    arguments.add_argument("--browser", default=BROWSER)
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    path = chosen.folder / "actors.html"
    coded = list(documents(chosen.actors, chosen.events))
    start = time.process_time()
    tewn.view([event for _, found in coded for event in found], [text for text, _ in coded]).write(path)
    print(f"making the page: {time.process_time() - start:.1f} s CPU, {path.stat().st_size / 1e6:.1f} MB")
    print(f"highest memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chosen.browser, args=FLAGS)
        page = browser.new_page(viewport={"width": 1500, "height": 900})
        for name, milliseconds in measure(page, path.resolve().as_uri()):
            print(f"{name}: {milliseconds:.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
