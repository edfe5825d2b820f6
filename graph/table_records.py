"""Event records as a flat table, a row for each report: CSV and Parquet, in the same columns.

Nothing of a record is left out. A list takes one value for each of its members, in the same order in all
columns of a role: the third of `actor_text` belongs to the third of `actor`. An actor code is split into
`country` and `sector`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, Literal

from ..ontology.errors import GraphError
from ..ontology.model import Document, Event, Participant
from .claims import disputed
from .identity import actor_label, clean, country_and_sector
from .merge import merge
from .rows import Texts, separated, sound

Kind = Literal["text", "whole", "number", "truth", "day", "texts", "wholes"]

ROLES = ("actor", "recipient", "instrument", "attribution")
_PARTS: Mapping[str, Kind] = {
    "": "texts",
    "_country": "texts",
    "_sector": "texts",
    "_entity": "texts",
    "_text": "texts",
    "_start": "wholes",
    "_end": "wholes",
}
COLUMNS: Mapping[str, Kind] = {
    "id": "text",
    "event": "text",
    "document": "text",
    "source": "text",
    "url": "text",
    "title": "text",
    "published": "day",
    "language": "text",
    "sentence": "whole",
    "type": "text",
    "mode": "text",
    "contexts": "texts",
    "cameo": "text",
    "quad": "whole",
    "score": "number",
    "factuality": "text",
    "disputed": "truth",
    "lemma": "text",
    "definiteness": "text",
    "trigger": "texts",
    "trigger_start": "wholes",
    "trigger_end": "wholes",
    **{f"{role}{part}": kind for role in ROLES for part, kind in _PARTS.items()},
    "time": "text",
    "time_text": "text",
    "time_start": "whole",
    "time_end": "whole",
    "place_entity": "text",
    "place_text": "text",
    "place_start": "whole",
    "place_end": "whole",
    "latitude": "number",
    "longitude": "number",
    "rule": "text",
}
"""The columns with the kinds of their values."""

SEPARATOR = "; "
BYTE_ORDER_MARK = "\ufeff"
NEEDS_PYARROW = "the format .parquet needs the package pyarrow: pip install pyarrow"

Row = dict[str, Any]


def csv_lines(
    events: Iterable[Event], documents: Iterable[Document], *, safe_cells: bool = False
) -> Iterator[str]:
    """Yield the lines of the CSV table, the header first, by document, sentence and trigger.

    A byte order mark opens it: without one, Excel takes the letters for those of an old code page, and
    pandas reads it either way. Raises GraphError where a record is faulty.
    """
    yield BYTE_ORDER_MARK
    cells = ([_joined(row[column]) for column in COLUMNS] for row in rows(events, documents))
    yield from separated(cells, header=tuple(COLUMNS), delimiter=",", safe_cells=safe_cells)


def parquet_bytes(events: Iterable[Event], documents: Iterable[Document]) -> Iterator[bytes]:
    """Yield the Parquet file; lists stay lists, and texts are as they stand in the records.

    Raises GraphError where a record is faulty, and where pyarrow is not installed.
    """
    require_pyarrow()
    import pyarrow  # type: ignore[import-untyped]
    from pyarrow import parquet

    types = {
        "text": pyarrow.string(),
        "whole": pyarrow.int32(),
        "number": pyarrow.float64(),
        "truth": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "texts": pyarrow.list_(pyarrow.string()),
        "wholes": pyarrow.list_(pyarrow.int32()),
    }
    schema = pyarrow.schema([(column, types[kind]) for column, kind in COLUMNS.items()])
    cleaned = [{column: _clean(value) for column, value in row.items()} for row in rows(events, documents)]
    buffer = BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(cleaned, schema=schema), buffer)
    yield buffer.getvalue()


def require_pyarrow() -> None:
    """Raise GraphError where pyarrow, which writes Parquet, is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise GraphError(NEEDS_PYARROW) from error


def rows(events: Iterable[Event], documents: Iterable[Document]) -> Iterator[Row]:
    """Yield a row for each record, by document, sentence and trigger. Raises GraphError where one is faulty."""
    records, texts = sound(events, documents)
    refused = {claim for claim, _ in disputed(records)}
    happening = {report.id: event.id for event in merge(records, texts.values()) for report in event.reports}
    for record in records:
        yield {
            "id": record.id,
            "event": happening.get(record.id),
            "disputed": record.id in refused,
            **_document(record, texts),
            **_said(record),
            **{name: value for role in ROLES for name, value in _role(role, getattr(record, role)).items()},
            **_circumstances(record),
        }


def _document(record: Event, texts: Texts) -> Row:
    document = texts.get(record.document)
    return {
        "document": record.document,
        "source": document.source if document else None,
        "url": document.url if document else None,
        "title": document.title if document else None,
        "published": document.date if document else None,
    }


def _said(record: Event) -> Row:
    names = ("language", "sentence", "type", "mode", "cameo", "quad", "factuality", "lemma", "definiteness", "rule")
    return {
        **{name: getattr(record, name) for name in names},
        "score": float(record.score),
        "contexts": list(record.contexts),
        "trigger": [span.text for span in record.trigger],
        "trigger_start": [span.start for span in record.trigger],
        "trigger_end": [span.end for span in record.trigger],
    }


def _role(role: str, participants: tuple[Participant, ...]) -> Row:
    codes = [country_and_sector(one.code) for one in participants]
    return {
        role: [actor_label(one) for one in participants],
        f"{role}_country": [country for country, _ in codes],
        f"{role}_sector": [sector for _, sector in codes],
        f"{role}_entity": [one.entity for one in participants],
        f"{role}_text": [one.text for one in participants],
        f"{role}_start": [one.start for one in participants],
        f"{role}_end": [one.end for one in participants],
    }


def _circumstances(record: Event) -> Row:
    time, place = record.time, record.place
    return {
        "time": time.value if time else None,
        "time_text": time.text if time else None,
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "place_entity": place.entity if place else None,
        "place_text": place.text if place else None,
        "place_start": place.start if place else None,
        "place_end": place.end if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
    }


def _joined(value: Any) -> Any:
    """Return a list as one text; a member that is not there leaves its place empty."""
    if not isinstance(value, list):
        return value
    members = ["" if member is None else str(member) for member in value]
    return SEPARATOR.join(members) if any(members) else ""


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(member) for member in value]
    return clean(value) if isinstance(value, str) else value
