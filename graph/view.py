"""Look at a graph: a page to explore it, a picture for a paper, or either in a notebook."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rdflib import Graph

from ..ontology.errors import GraphError, InputError, nearest
from ..ontology.files import WholeFile
from ..ontology.model import Document, Event
from .look import LANGUAGES, check_language
from .page import page
from .payload import payload
from .picture import draw, require_resvg, to_png
from .reading import read_graph
from .source import Place

SUFFIXES = (".html", ".svg", ".png")
"""What a view is written as, by the suffix of the file."""

_HEIGHT = 720  # pixels in a notebook


@dataclass(frozen=True, slots=True)
class View:
    """What event records tell, to be looked at; `language` is that of the interface, "ckb" or "en".

    In a notebook a view shows itself as the page.
    """

    events: tuple[Event, ...]
    documents: tuple[Document, ...]
    language: str

    def html(self) -> str:
        """Return the page: one file that needs no network and no other file."""
        return page(payload(self.events, self.documents), self.language)

    def svg(self) -> str:
        """Return the picture of the network of actors (`tewn.graph.picture`)."""
        return draw(self.events, self.documents, language=self.language)

    def png(self) -> bytes:
        """Return the picture as PNG. Raises GraphError where the package that makes it is missing."""
        return to_png(self.svg())

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the page (`.html`) or the picture (`.svg`, `.png`). The file appears whole or not at all.

        Raises GraphError for another suffix, where the package for PNG is missing, and where the file cannot be
        written.
        """
        check_view(path)
        makers: dict[str, Callable[[], str | bytes]] = {".html": self.html, ".svg": self.svg, ".png": self.png}
        made = makers[_suffix(path)]()
        try:
            with WholeFile(path) as file:
                file.write(made)
        except InputError as error:
            raise GraphError(str(error)) from error

    def _repr_html_(self) -> str:
        # A frame of its own: the page's style, script and policy are not those of the notebook.
        source = escape(self.html(), quote=True)
        allowed = "allow-scripts allow-popups allow-popups-to-escape-sandbox"  # articles open as they are
        style = f"width:100%;height:{_HEIGHT}px;border:0"
        return f'<iframe srcdoc="{source}" sandbox="{allowed}" style="{style}"></iframe>'


def view(
    source: Place | Iterable[Event],
    documents: Iterable[Document] = (),
    *,
    language: str | None = None,
    base: str | None = None,
) -> View:
    """Return a view of event records and their documents, or of a graph, wherever it is kept.

    A graph is an RDF file, a store's folder, the address of an endpoint, or one of rdflib; it has its documents
    with it, and `base` is what its identifiers start with. Without a `language` the interface is in that of most
    events where it can be, else in English.

    Raises GraphError where the graph cannot be read and for an unknown language.
    """
    check_language(language)
    if isinstance(source, str | os.PathLike | Graph):
        events, texts = read_graph(source, base=base)
    else:
        events, texts = list(source), list(documents)
    return View(tuple(events), tuple(texts), language or _spoken(events))


def check_view(path: str | os.PathLike[str], language: str | None = None) -> None:
    """Raise GraphError where no view can be written to such a file, or in such a language."""
    check_language(language)
    suffix = _suffix(path)
    if suffix not in SUFFIXES:
        guess = nearest(suffix, SUFFIXES)
        raise GraphError(f"{path}: no view has the suffix {suffix!r}{guess}; there are {', '.join(SUFFIXES)}")
    if suffix == ".png":
        require_resvg()


def _suffix(path: str | os.PathLike[str]) -> str:
    return Path(path).suffix.lower()


def _spoken(events: Iterable[Event]) -> str:
    """Return the language of the interface that most events are told in, or English."""
    counts = Counter(event.language for event in events if event.language in LANGUAGES)
    return min(counts, key=lambda language: (-counts[language], language)) if counts else "en"
