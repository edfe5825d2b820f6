"""Put documents with their events into a graph, wherever it is kept."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..ontology.model import Document, Event
from ..ontology.vocabulary import DATA
from .endpoint import Endpoint
from .export import check_output, write_documents
from .rdf import CodedDocument, Run, group
from .source import is_url
from .store import GraphStore, is_store


def write(
    events: Iterable[Event],
    documents: Iterable[Document],
    target: str | os.PathLike[str],
    *,
    base: str | None = None,
    run: Run | None = None,
    safe_cells: bool = False,
) -> None:
    """Write events, with the documents given, to a file, a store's folder or a SPARQL endpoint: see `weave`.

    Raises GraphError also for faulty records.
    """
    check_target(target, base=base)
    weave(group(events, documents), target, base=base, run=run, safe_cells=safe_cells)


def weave(
    documents: Iterable[CodedDocument],
    target: str | os.PathLike[str],
    *,
    base: str | None = None,
    run: Run | None = None,
    safe_cells: bool = False,
) -> None:
    """Put documents with their events into a file, a store's folder or a SPARQL endpoint.

    A file is written anew, whole or not at all, in the format of its suffix: see `write_documents`. To a folder (a
    path that ends in a slash, or an existing folder) and an endpoint (`http://…`) the documents are added one after
    the other, each in place of what is there of it; what is in stays in if a later one fails. The records must be
    sound: see `tewn.graph.rdf.group`. With `safe_cells` no cell of a `.csv` or `.tsv` is taken for a formula by a
    spreadsheet. Raises GraphError where the target cannot be written to.
    """
    if isinstance(target, str) and is_url(target):
        Endpoint(target).add(documents, run=run, base=base or DATA)
    elif is_store(target):
        with GraphStore(target, write=True, base=base) as store:
            store.add(documents, run=run)
    else:
        write_documents(documents, target, base=base or DATA, run=run, safe_cells=safe_cells)


def check_target(target: str | os.PathLike[str], *, base: str | None = None) -> None:
    """Raise GraphError where `weave` could not write: an unknown suffix, a folder that is no store or is in use."""
    if isinstance(target, str) and is_url(target):
        Endpoint(target).query("ASK {}", {})
    elif is_store(target):
        if os.path.isdir(target) and os.listdir(target):  # an empty or new one is made when there is something to keep
            GraphStore(target, write=True, base=base).close()
    else:
        check_output(target)
