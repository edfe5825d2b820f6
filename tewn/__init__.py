"""Read news by rules and weave a knowledge graph of who did what to whom.

>>> import tewn
>>> sorted({"Document", "Event", "Extractor", "extract", "to_rdf"} - set(tewn.__all__))
[]

Names are loaded when they are first used, so that `import tewn` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from .extractors.check import check_rules
    from .extractors.explain import Explanation
    from .extractors.extractor import Extractor
    from .extractors.language import languages
    from .graph.analysis import Balance, Community, DyadBalance, Rank, balance, balance_by_dyad, communities, ranking
    from .graph.claims import plain
    from .graph.merge import MergedEvent, merge
    from .graph.named import Filters, named_query
    from .graph.network import dyads, to_networkx
    from .graph.query import query
    from .graph.rdf import to_dataset, to_rdf
    from .graph.reading import read_graph
    from .graph.store import GraphStore
    from .graph.validate import conforms
    from .graph.view import View, view
    from .graph.weave import write
    from .ontology.errors import DataError, GraphError, InputError, TewnError
    from .ontology.model import Document, Event, Location, Participant, Span, TimeExpression
    from .ontology.records import read_documents, read_events, write_events

__version__ = "0.1.0"

DEFAULT_LANGUAGE = "auto"
"""What stands for the language of documents that do not say theirs, where none is given: the text tells it."""

_MODULES = {
    "extractors.check": ("check_rules",),
    "extractors.extractor": ("Extractor",),
    "extractors.language": ("languages",),
    "graph.analysis": (
        "Balance",
        "Community",
        "DyadBalance",
        "Rank",
        "balance",
        "balance_by_dyad",
        "communities",
        "ranking",
    ),
    "graph.claims": ("plain",),
    "graph.merge": ("MergedEvent", "merge"),
    "graph.named": ("Filters", "named_query"),
    "graph.network": ("dyads", "to_networkx"),
    "graph.query": ("query",),
    "graph.rdf": ("to_dataset", "to_rdf"),
    "graph.reading": ("read_graph",),
    "graph.store": ("GraphStore",),
    "graph.validate": ("conforms",),
    "graph.view": ("View", "view"),
    "graph.weave": ("write",),
    "ontology.errors": ("DataError", "GraphError", "InputError", "TewnError"),
    "ontology.model": ("Document", "Event", "Location", "Participant", "Span", "TimeExpression"),
    "ontology.records": ("read_documents", "read_events", "write_events"),
}

__all__ = [
    "DEFAULT_LANGUAGE",
    "Balance",
    "Community",
    "DataError",
    "Document",
    "DyadBalance",
    "Event",
    "Extractor",
    "Filters",
    "GraphError",
    "GraphStore",
    "InputError",
    "Location",
    "MergedEvent",
    "Participant",
    "Rank",
    "Span",
    "TewnError",
    "TimeExpression",
    "View",
    "__version__",
    "balance",
    "balance_by_dyad",
    "check_rules",
    "communities",
    "conforms",
    "dyads",
    "explain",
    "extract",
    "languages",
    "merge",
    "named_query",
    "plain",
    "query",
    "ranking",
    "read_documents",
    "read_events",
    "read_graph",
    "to_dataset",
    "to_networkx",
    "to_rdf",
    "view",
    "write",
    "write_events",
]


def extract(
    text: str | Document, *, language: str | None = None, date: date | None = None, id: str = "text"
) -> list[Event]:
    """Return the events of a text published on `date`, or of a document.

    What a document says of its language and date counts before `language` and `date`; without any, the text
    tells the language. The extractor of a language is made at the first call and kept. Raises InputError for
    an unknown or undecided language and for a text that looks like one in another language than said.

    >>> extract("The sun rises.", language="xx")
    Traceback (most recent call last):
    ...
    tewn.ontology.errors.InputError: document text: unknown language 'xx'; known: ckb
    """
    from .extractors.batch import code

    return code(_document(text, language, date, id))


def explain(text: str | Document, *, language: str | None = None, date: date | None = None) -> Explanation:
    """Return how a text was analysed, which rules matched, and why others did not; `str` makes it readable.

    Arguments are those of `extract`. A text whose language is in doubt is explained all the same, with a note.
    Raises InputError for an unknown language.
    """
    from .extractors.batch import extractor_for, language_or_first
    from .extractors.explain import explain as explain_with

    document = _document(text, language, date, "text")
    code, doubt = language_or_first(document)
    return explain_with(extractor_for(code), document.text, document.date, doubt)


def _document(text: str | Document, language: str | None, day: date | None, id: str) -> Document:
    from dataclasses import replace

    from .ontology.model import Document

    document = Document(id, text) if isinstance(text, str) else text
    language = document.language or language or DEFAULT_LANGUAGE
    return replace(document, language=language, date=document.date or day)


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
