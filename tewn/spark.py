"""Extract and merge with Apache Spark what one machine cannot hold. Needs the extra `spark`.

`extract` adds their events to the rows of documents; what comes of them are again data frames:

    extracted = tewn.spark.extract(documents)      # a row a document
    tewn.spark.events(extracted)                   # a row a report: the event record, field by field
    tewn.spark.lines(extracted)                    # the same as JSON lines, byte by byte those of `tewn extract`
    tewn.spark.quads(extracted)                    # the graph, as lines of N-Quads
    tewn.spark.merge(extracted)                    # a row a happening: what `tewn.merge` returns

Nothing is computed before Spark is asked for rows, and then anew each time: write what `extract` returns, and read
it again for the others. Rows go through Python in small groups, so that memory is that of the language's tables and
of the largest document. All of tewn is needed on every executor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from . import DEFAULT_LANGUAGE, __version__
from .extractors.batch import AUTO, extractor_for, language_code, resolved
from .graph.merge import MergedEvent, merged, told
from .graph.rdf import CodedDocument, GraphWriter, Run
from .graph.serialize import nquads
from .ontology.errors import DataError, InputError, nearest
from .ontology.model import Document, Event, event_from_dict
from .ontology.records import document_from_dict, event_line
from .ontology.vocabulary import DATA

try:
    import pyarrow  # type: ignore[import-untyped]
    from pyspark.sql import Column, DataFrame, Window
    from pyspark.sql import functions as F
    from pyspark.sql import types as T
    from pyspark.sql.pandas.types import to_arrow_schema
except ImportError as error:
    missing = (error.name or "pyspark").partition(".")[0]
    raise InputError(f"tewn.spark needs the package {missing}: pip install 'tewn[spark]'") from error

_Rows = Iterator[dict[str, Any]]

_AT_ONCE = 100  # rows that a worker holds as objects
_READ = ("id", "text", "date", "language")
_WORDS: tuple[type[T.DataType], ...] = (T.StringType, T.NullType)
_TYPES: Mapping[str, tuple[type[T.DataType], ...]] = dict.fromkeys(Document.__slots__, _WORDS) | {
    "id": (*_WORDS, T.IntegralType),
    "date": (*_WORDS, T.DateType, T.TimestampType, T.TimestampNTZType),
}
"""The columns of the fields of a document, and the types they may have."""
_RANK = "rank of the document"  # a column that is gone again
_SCALARS: Mapping[type, type[T.DataType]] = {
    str: T.StringType,
    int: T.IntegerType,
    float: T.DoubleType,
    date: T.DateType,
}


# ---------------------------------------------------------------- schemas


def schema_of(record: Any) -> T.StructType:
    """Return the Spark schema of a record, such as `tewn.Event` or `tewn.MergedEvent`: its fields, in their order.

    >>> schema_of(Event).fieldNames()[:3], schema_of(Event)["trigger"].dataType.simpleString()
    (['id', 'document', 'language'], 'array<struct<text:string,start:int,end:int>>')
    """
    hints = get_type_hints(record)
    return T.StructType([T.StructField(field.name, _type_of(hints[field.name])) for field in fields(record)])


def _type_of(hint: Any) -> T.DataType:
    kind, options = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return schema_of(hint)
    if kind is tuple:
        return T.ArrayType(_type_of(options[0]))
    if kind in (Union, UnionType):
        return _type_of(options[0])
    return T.StringType() if kind is Literal else _SCALARS[hint]()


def _plain(value: Any) -> Any:
    """Return a record as Arrow takes it: records in it as objects, too, and tuples as lists."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__slots__"):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    return value


# ---------------------------------------------------------------- extraction


def extract(documents: DataFrame, *, language: str = DEFAULT_LANGUAGE, date: date | None = None) -> DataFrame:
    """Return documents with their events, row by row.

    Read are the columns `id` (text or whole numbers), `text`, and where they are there `date` (a day, a moment or
    ISO 8601) and `language`; `language` and `date` here are for those that have none of their own. All columns stay.
    `date` becomes the day and `language` the code that the document was read with. Two are added: `events`, an array
    of event records (`schema_of(tewn.Event)`), and `error`: why the document could not be used, in one sentence, or
    null. No document ends the job. One that is given twice is coded twice: see `unique`.

    Raises InputError for an unknown language, and where a column is missing, of another type or has the name of one
    that is added.
    """
    said = None if language == AUTO else language_code(language)
    _check_columns(documents.schema)
    for name in ("date", "language"):
        if name not in documents.columns:
            documents = documents.withColumn(name, F.lit(None))
    for name in ("id", "date", "language"):
        documents = documents.withColumn(name, F.col(name).cast("string"))
    schema = {field.name: field for field in (*documents.schema, *schema_of(_Coded))}
    return documents.mapInArrow(partial(_extracted, said, date, tuple(schema)), T.StructType(list(schema.values())))


def _check_columns(schema: T.StructType) -> None:
    for name in ("id", "text"):
        if name not in schema.names:
            there = ", ".join(schema.names)
            raise InputError(f"the documents have no column {name!r}; there are: {there}{nearest(name, schema.names)}")
    for field in schema:
        name = field.name.lower()  # Spark does not tell them apart
        if name in ("events", "error"):
            raise InputError(f"the column {field.name!r} has the name of one that is added; give it another")
        if name in _TYPES and name != field.name:
            raise InputError(f"the column {field.name!r} has to be written {name!r}")
        if name in _TYPES and not isinstance(field.dataType, _TYPES[name]):
            allowed = ", ".join(type.__name__ for type in _TYPES[name] if type is not T.NullType)
            raise InputError(f"the column {name!r} is a {type(field.dataType).__name__}; allowed: {allowed}")


@dataclass(frozen=True, slots=True)
class _Coded:
    """The columns that extraction fills."""

    id: str | None
    date: date | None
    language: str | None
    events: tuple[Event, ...]
    error: str | None


def _extracted(
    language: str | None, day: date | None, names: Iterable[str], batches: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    """Yield rows of documents with their events. The extractor of a language is made once in each worker."""
    schema = to_arrow_schema(schema_of(_Coded))
    for batch in _small(batches):
        # As bytes: Spark does not see to it that strings are UTF-8.
        given = [batch.column(name).cast(pyarrow.large_binary()).to_pylist() for name in _READ]
        coded = [_coded(dict(zip(_READ, row, strict=True)), language, day) for row in zip(*given, strict=True)]
        filled = pyarrow.RecordBatch.from_pylist([_plain(row) for row in coded], schema)
        columns = [(filled if name in schema.names else batch).column(name) for name in names]
        yield pyarrow.RecordBatch.from_arrays(columns, list(names))


def _coded(given: Mapping[str, bytes | None], language: str | None, day: date | None) -> _Coded:
    """Return what is known of a document when it has been read, or why it cannot be used."""
    row = _Coded(_text(given["id"]), None, _text(given["language"]), (), None)
    try:
        record = {name: _utf8(name, value) for name, value in given.items()}
        document = document_from_dict(record, date=day, language=language)
        row = replace(row, date=document.date)
        document = resolved(document)
        found = extractor_for(document.language or "").extract(document)
        return replace(row, language=document.language, events=tuple(found))
    except InputError as error:
        return replace(row, error=str(error).removeprefix(f"document {row.id}: "))
    except DataError:  # tewn's own data are faulty, for every document
        raise
    except Exception as error:  # a mistake in tewn that one document brings to light must not cost all others
        return replace(row, error=f"tewn failed: {type(error).__name__}: {error}")


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def _utf8(name: str, value: bytes | None) -> str | None:
    try:
        return None if value is None else value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"the field {name!r} is not UTF-8: byte 0x{error.object[error.start]:02x}") from None


# ---------------------------------------------------------------- what comes of it


def events(extracted: DataFrame) -> DataFrame:
    """Return a row for each report, in the columns of the event record (`schema_of(tewn.Event)`)."""
    return extracted.select(F.inline("events"))


def lines(extracted: DataFrame) -> DataFrame:
    """Return the event records as `tewn extract` writes them, a line of JSON a row, in the column `value`.

    `lines(extracted).write.text(path)` writes them.
    """
    return _mapped(extracted.select("events"), _lines, _Line)


def quads(extracted: DataFrame, *, base: str = DATA) -> DataFrame:
    """Return the graph of each document with its events, a line of N-Quads a row, in the column `value`.

    They are the lines of `tewn build -o graph.nq`: a happening has the same identifier in all documents that tell of
    it, so that the graphs of documents together are the graph of all. The columns `text`, which has to be there,
    `source`, `url` and `title` are in it. `base` is that of `tewn.to_rdf`. Raises GraphError where it is no base, and
    InputError where there is no text.
    """
    GraphWriter(base)
    if "text" not in extracted.columns:
        raise InputError("the graph holds the texts, and there is no column 'text'; join the documents by their ids")
    fields = [name for name in Document.__slots__ if name in extracted.columns]
    sound = extracted.filter("error is null").select(*fields, "events")
    return _mapped(sound, partial(_quads, base), _Line)


def unique(extracted: DataFrame) -> DataFrame:
    """Return the same rows, but of documents with one id only one has events; the `error` of the others says so.

    It is the one of the earliest date, and of one date the first by its event records and fields: which it is does
    not depend on how the rows are spread. A document that could not be used takes no id.
    """
    others = [name for name in Document.__slots__ if name in extracted.columns and name not in ("id", "date")]
    order: list[Column | str] = [F.col("error").isNotNull(), F.col("date").asc_nulls_last(), "events", *others]
    same_id = Window.partitionBy("id").orderBy(order)
    ranked = extracted.withColumn(_RANK, F.row_number().over(same_id))
    is_second = (F.col(_RANK) > 1) & F.col("error").isNull()
    instead = {
        "error": F.format_string("the id '%s' is taken by another document", "id"),
        "events": F.slice("events", 1, 0),
    }
    columns = [
        F.when(is_second, instead[name]).otherwise(F.col(name)).alias(name) if name in instead else F.col(name)
        for name in extracted.columns
    ]
    return ranked.select(columns)


def merge(extracted: DataFrame) -> DataFrame:
    """Return what the documents tell of, a row a happening with all its reports: what `tewn.merge` returns.

    The columns are the fields of `tewn.MergedEvent`; rows come in no order. Of documents with one id, one counts: see
    `unique`. Reports are compared within each document alone; what documents have in common is found by its key, so
    that rows are shuffled twice, by id and by key, and no document is compared with another.
    """
    sound = unique(extracted.select("id", "date", "events", "error")).filter("size(events) > 0")
    tellings = _mapped(sound, _tellings, _Telling)
    by_event = tellings.repartition("event").sortWithinPartitions("event", "document", "place")
    return _mapped(by_event, _happenings, MergedEvent)


# ---------------------------------------------------------------- in the workers


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of text."""

    value: str


@dataclass(frozen=True, slots=True)
class _Telling:
    """A row for a happening that a document tells of, the `place`th in it, with its reports in reading order."""

    event: str
    document: str
    place: int
    reports: tuple[Event, ...]


def _mapped(frame: DataFrame, function: Callable[[_Rows], Iterator[Any]], kind: type) -> DataFrame:
    """Return the records of a kind that a function makes of the rows of each partition, as they come."""
    schema = schema_of(kind)
    return frame.mapInArrow(partial(_made, function, schema), schema)


def _made(
    function: Callable[[_Rows], Iterator[Any]], schema: T.StructType, batches: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    types = to_arrow_schema(schema)
    records = function(row for batch in _small(batches) for row in batch.to_pylist())
    while rows := [_plain(record) for record in islice(records, _AT_ONCE)]:
        yield pyarrow.RecordBatch.from_pylist(rows, types)


def _small(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Yield batches of a few rows: those that Spark sends may have 10,000."""
    for batch in batches:
        for start in range(0, batch.num_rows, _AT_ONCE):
            yield batch.slice(start, _AT_ONCE)


def _lines(rows: _Rows) -> Iterator[_Line]:
    for row in rows:
        for event in row["events"]:
            yield _Line(event_line(event_from_dict(event)).removesuffix("\n"))


def _quads(base: str, rows: _Rows) -> Iterator[_Line]:
    writer = GraphWriter(base, Run(version=__version__))
    for row in rows:
        events = tuple(map(event_from_dict, row.pop("events")))
        document = Document(**row)
        for line in nquads(writer.quads(CodedDocument(document.id, document, events))):
            yield _Line(line.removesuffix("\n"))


def _tellings(rows: _Rows) -> Iterator[_Telling]:
    """Yield the happenings that each document tells of, with its reports in reading order."""
    for row in rows:
        for place, (event, reports) in enumerate(told(map(event_from_dict, row["events"]), row["date"])):
            yield _Telling(event, row["id"], place, tuple(reports))


def _happenings(rows: _Rows) -> Iterator[MergedEvent]:
    """Yield a row for each happening; the tellings of one follow each other, by document."""
    for event, tellings in groupby(rows, key=itemgetter("event")):
        yield merged(event, [event_from_dict(report) for row in tellings for report in row["reports"]])
