"""A graph in a folder: growing, replacing, who may write, and what is left when a writer is killed or has no room."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from tewn.graph import CodedDocument, GraphStore, Run, named_query, open_records, query, weave
from tewn.graph import store as module
from tewn.graph.rdf import GraphWriter, graph_iri
from tewn.graph.serialize import nquads
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event
from tewn.ontology.vocabulary import DATA

SECONDS = 60.0  # to wait for another process at most
Made = tuple[CodedDocument, ...]
Graphs = dict[str, frozenset[ox.Quad]]


def graphs(documents: Iterable[CodedDocument]) -> Graphs:
    """What the writer yields for documents, by the names of their graphs."""
    return {graph_iri(coded.id): quads_of(coded) for coded in documents}


@cache
def quads_of(coded: CodedDocument) -> frozenset[ox.Quad]:
    """What the writer yields for a document, numbers and times as Oxigraph writes them."""
    store = ox.Store()
    store.load("".join(nquads(GraphWriter().quads(coded))), ox.RdfFormat.N_QUADS)
    return frozenset(store)


def kept(folder: Path) -> Graphs:
    """What the store of a folder holds, by the names of the graphs."""
    with GraphStore(folder) as opened:
        names = list(opened.store.named_graphs())
        found = {n.value: frozenset(opened.store.quads_for_pattern(None, None, None, n)) for n in names}
        assert sum(map(len, found.values())) == len(opened.store)
    return found


def dump(folder: Path) -> bytes:
    """The quads of a store as sorted N-Quads."""
    with GraphStore(folder) as opened:
        lines = opened.store.dump(format=ox.RdfFormat.N_QUADS) or b""
    return b"\n".join(sorted(lines.split(b"\n")))


def recoded(coded: CodedDocument) -> CodedDocument:
    """The same document with fewer events, which are denied."""
    return replace(coded, events=tuple(replace(event, factuality="negated") for event in coded.events[1:]))


def write(folder: Path, documents: Iterable[CodedDocument]) -> int:
    with GraphStore(folder, write=True) as opened:
        return opened.add(documents)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "news"


# ---------------------------------------------------------------- growing


def test_documents_come_one_after_the_other(folder: Path, made: Made) -> None:
    assert write(folder, made[:3]) == 3
    assert write(folder, made[3:5]) == 2
    assert kept(folder) == graphs(made[:5])


@pytest.mark.parametrize("is_bulk", [False, True])
def test_document_that_is_there_already_changes_nothing(
    folder: Path, made: Made, is_bulk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_bulk:
        monkeypatch.setattr(module, "_BULK", 1)
    write(folder, made[:5])
    before = dump(folder)
    assert write(folder, made[:5]) == 0
    assert dump(folder) == before


def test_run_with_times_that_the_store_writes_otherwise_changes_nothing(folder: Path, made: Made) -> None:
    run = Run(version="1", started=datetime(2026, 11, 20, 8, 30, 0, 120000, tzinfo=UTC))
    with GraphStore(folder, write=True) as opened:
        assert [opened.add(made[:2], run=run) for _ in range(2)] == [2, 0]


def test_coding_again_replaces_that_document_alone(folder: Path, made: Made) -> None:
    write(folder, made[:4])
    assert write(folder, [recoded(made[1]), made[2]]) == 1
    assert kept(folder) == graphs([made[0], recoded(made[1]), *made[2:4]])


def test_last_of_several_versions_counts(folder: Path, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, [recoded(made[0]), made[0]])
    assert kept(folder) == graphs([made[0]])
    monkeypatch.setattr(module, "_BATCH", 1)
    write(folder, [made[0], made[1], recoded(made[0])])
    assert kept(folder) == graphs([recoded(made[0]), made[1]])


@pytest.mark.parametrize(("bulk", "batch"), [(50_000, 250_000), (1, 250_000), (1, 2_000), (50_000, 1)])
def test_order_and_batches_make_no_difference(
    folder: Path, made: Made, bulk: int, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BULK", bulk)
    monkeypatch.setattr(module, "_BATCH", batch)
    shuffled = list(made[:30])
    random.Random(bulk + batch).shuffle(shuffled)
    assert write(folder, shuffled) == 30
    assert kept(folder) == graphs(made[:30])
    assert not (folder / "pending.json").exists()


def test_document_without_events_or_without_text_is_kept(folder: Path, made: Made) -> None:
    bare = [replace(made[0], events=()), replace(made[1], document=None)]
    write(folder, bare)
    assert kept(folder) == graphs(bare)
    with open_records(folder) as documents:
        assert [(coded.document is None, len(coded.events)) for coded in documents] == [
            (False, 0),
            (True, len(made[1].events)),
        ]


def test_document_is_taken_out(folder: Path, made: Made) -> None:
    write(folder, made[:3])
    with GraphStore(folder, write=True) as opened:
        assert [opened.remove(made[1].id) for _ in range(2)] == [True, False]
    assert kept(folder) == graphs([made[0], made[2]])


def test_what_was_taken_before_the_iterable_fails_is_written(folder: Path, made: Made) -> None:
    def broken() -> Iterator[CodedDocument]:
        yield from made[:3]
        raise GraphError("the input breaks off")

    with pytest.raises(GraphError, match="the input breaks off"):
        write(folder, broken())
    assert kept(folder) == graphs(made[:3])


def test_opened_for_reading_it_is_not_written_to(folder: Path, made: Made) -> None:
    write(folder, made[:1])
    with GraphStore(folder) as opened:
        with pytest.raises(GraphError, match="opened for reading"):
            opened.add(made)
        with pytest.raises(GraphError, match="opened for reading"):
            opened.remove(made[0].id)


def test_records_come_back_as_they_were_written(folder: Path, made: Made) -> None:
    write(folder, made[:20])
    with open_records(folder) as documents:
        found = {coded.id: coded for coded in documents}
    for coded in made[:20]:
        assert found[coded.id].document == coded.document
        assert {event.id for event in found[coded.id].events} == {event.id for event in coded.events}


@pytest.mark.parametrize("name", ["with space", "هەواڵ", "a'b\"c", "dot.ttl", "x" * 200])
@pytest.mark.parametrize("end", ["", "/", "//"])
def test_folder_may_have_any_name(tmp_path: Path, made: Made, name: str, end: str) -> None:
    (tmp_path / name).mkdir()
    place = f"{tmp_path / name}{end}"
    weave(made[:1], place)
    assert query(place, "SELECT (COUNT(DISTINCT ?doc) AS ?n) {?doc a schema:NewsArticle}").rows == ((1,),)


# ---------------------------------------------------------------- folders that are no store


def test_base_is_kept(folder: Path, made: Made) -> None:
    own = "https://news.example/id/"
    with GraphStore(folder, write=True, base=own) as opened:
        opened.add(made[:3])
    with GraphStore(folder) as opened:
        assert opened.base == own
        names = sorted(graph.value for graph in opened.store.named_graphs())
        assert names == sorted(f"{own}graph/{one.id}" for one in made[:3])
    assert len(named_query(folder, "actors").rows) > 0
    for write in (False, True):
        with pytest.raises(GraphError, match=f"identifiers stand under {own}, not under {DATA}"):
            GraphStore(folder, write=write, base=DATA)


def test_bad_base_makes_no_folder(folder: Path) -> None:
    with pytest.raises(GraphError, match="cannot be the base of identifiers"):
        GraphStore(folder, write=True, base="no iri")
    assert not folder.exists()


def test_folder_that_is_not_there_is_not_made_by_reading(folder: Path) -> None:
    with pytest.raises(GraphError, match="news: no such folder"):
        GraphStore(folder)
    assert not folder.exists()


def test_empty_folder_is_no_store_for_reading_and_becomes_one_by_writing(folder: Path, made: Made) -> None:
    folder.mkdir()
    with pytest.raises(GraphError, match=r"no store of tewn: store\.json is missing"):
        GraphStore(folder)
    assert list(folder.iterdir()) == []
    write(folder, made[:1])
    assert kept(folder) == graphs(made[:1])


@pytest.mark.parametrize("is_writing", [False, True])
def test_folder_with_other_things_is_left_alone(folder: Path, is_writing: bool) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("x")
    with pytest.raises(GraphError, match=r"no store of tewn: store\.json is missing"):
        GraphStore(folder, write=is_writing)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("is_writing", [False, True])
def test_file_is_no_folder(tmp_path: Path, is_writing: bool) -> None:
    (tmp_path / "news").write_text("x")
    with pytest.raises(GraphError, match=r"news: this is a file, no folder"):
        GraphStore(f"{tmp_path}/news/", write=is_writing)
    assert (tmp_path / "news").read_text() == "x"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", r"store\.json: cannot be read: Expecting value"),
        ('{"format": 1, "ba', r"store\.json: cannot be read: "),
        ("[" * 100_000, r"store\.json: cannot be read: "),
        ("[]", r"store\.json: this does not describe a store"),
        ("{}", r"store\.json: this does not describe a store"),
        ('{"format": 1, "base": 7}', r"store\.json: this does not describe a store"),
        ('{"format": 1, "base": "x y"}', "'x y' cannot be the base of identifiers"),
        ('{"format": 2, "base": "https://a.example/", "more": 1}', r"another version of tewn \(format 2, this one: 1"),
        ('{"format": "1", "base": "https://a.example/"}', r"another version of tewn \(format 1"),
    ],
)
@pytest.mark.parametrize("is_writing", [False, True])
def test_faulty_or_newer_settings_are_refused_and_nothing_is_touched(
    folder: Path, made: Made, settings: str, message: str, is_writing: bool
) -> None:
    folder.mkdir()
    (folder / "store.json").write_text(settings)
    with pytest.raises(GraphError, match=message) as raised:
        GraphStore(folder, write=is_writing)
    assert "\n" not in str(raised.value)
    assert [path.name for path in folder.iterdir()] == ["store.json"]
    assert (folder / "store.json").read_text() == settings


def test_broken_data_are_an_error_of_one_line(folder: Path, made: Made) -> None:
    write(folder, made[:1])
    for path in (folder / "oxigraph").glob("MANIFEST*"):
        path.write_bytes(b"x")
    for is_writing in (False, True):
        with pytest.raises(GraphError, match="news: cannot be opened: ") as raised:
            GraphStore(folder, write=is_writing)
        assert "\n" not in str(raised.value)


# ---------------------------------------------------------------- who may write


CHILD = """
import pickle, sys
from pathlib import Path
from tewn.graph import GraphStore, store
from tewn.ontology.errors import GraphError

folder, documents = sys.argv[1], pickle.loads(Path(sys.argv[2]).read_bytes())
def say(words):
    print(words, flush=True)
"""
"""What the programs of other processes begin with."""

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(folder: Path, tmp_path: Path) -> Iterator[Start]:
    """Start a program in another process, with some documents at hand; it does not outlive the test."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, documents: Iterable[CodedDocument] = ()) -> subprocess.Popen[str]:
        given = tmp_path / f"documents-{len(started)}"
        given.write_bytes(pickle.dumps(tuple(documents)))
        process = subprocess.Popen(
            [sys.executable, "-c", CHILD + program, str(folder), str(given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().rstrip("\n")


def poll(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.0005)


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Kill a process and return what it said last."""
    process.kill()
    said, _ = process.communicate()
    assert process.returncode == -signal.SIGKILL
    return said.split("\n")[:-1]


needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither SIGKILL nor flock")

HOLD = """
with GraphStore(folder, write={write}) as opened:
    say("open")
    sys.stdin.readline()
    opened.add(documents) if {write} else None
say("closed")
"""


@needs_signals
def test_second_writer_and_readers_are_kept_out_while_one_writes(folder: Path, made: Made, start: Start) -> None:
    write(folder, made[:1])
    writer = start(HOLD.format(write=True), made[1:3])
    assert line(writer) == "open"
    with pytest.raises(GraphError, match="news: in use: another process has it open"):
        write(folder, made[5:6])
    with pytest.raises(GraphError, match="news: in use: another process writes to it"):
        query(folder, "ASK {}")
    said, _ = writer.communicate("\n")
    assert said == "closed\n"
    assert kept(folder) == graphs(made[:3])
    assert write(folder, made[5:6]) == 1


@needs_signals
def test_readers_share_and_keep_writers_out(folder: Path, made: Made, start: Start) -> None:
    write(folder, made[:2])
    reader = start(HOLD.format(write=False))
    assert line(reader) == "open"
    assert kept(folder) == graphs(made[:2])
    with pytest.raises(GraphError, match="news: in use: another process has it open"):
        write(folder, made[2:3])
    reader.communicate("\n")
    assert write(folder, made[2:3]) == 1


@needs_signals
def test_lock_is_free_when_its_holder_dies(folder: Path, made: Made, start: Start) -> None:
    writer = start(HOLD.format(write=True))
    assert line(writer) == "open"
    kill(writer)
    assert write(folder, made[:1]) == 1


def test_same_process_is_no_exception(folder: Path, made: Made) -> None:
    with GraphStore(folder, write=True) as opened:
        opened.add(made[:1])
        for is_writing in (False, True):
            with pytest.raises(GraphError, match=r"in use|cannot be opened"):
                GraphStore(folder, write=is_writing)
    assert kept(folder) == graphs(made[:1])


@needs_signals
def test_of_several_writers_at_once_each_is_refused_or_has_all_it_wrote(folder: Path, made: Made, start: Start) -> None:
    program = """
say("ready")
sys.stdin.readline()
try:
    with GraphStore(folder, write=True) as opened:
        opened.add(documents)
except GraphError as error:
    say(error)
else:
    say("written")
"""
    shares = [made[number : number + 5] for number in range(0, 20, 5)]
    writers = [start(program, share) for share in shares]
    assert [line(writer) for writer in writers] == ["ready"] * 4
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    said = [line(writer) for writer in writers]
    assert "written" in said
    assert all(words == "written" or "in use: another process has it open" in words for words in said)
    done = [coded for words, share in zip(said, shares, strict=True) if words == "written" for coded in share]
    assert kept(folder) == graphs(done)


def test_without_locks_of_the_system_oxigraph_keeps_writers_apart(
    folder: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "fcntl", None)
    with GraphStore(folder, write=True) as opened:
        opened.add(made[:1])
        with pytest.raises(GraphError, match=r"news: cannot be opened: .*lock"):
            GraphStore(folder, write=True)
    assert kept(folder) == graphs(made[:1])


# ---------------------------------------------------------------- killed


ONE_BY_ONE = """
with GraphStore(folder, write=True) as opened:
    for coded in documents:
        opened.add([coded])
        say(coded.id)
"""


@needs_signals
@pytest.mark.parametrize("after", [1, 41])
def test_killed_writer_leaves_every_document_that_it_finished_and_no_half_one(
    folder: Path, made: Made, start: Start, after: int
) -> None:
    write(folder, made[:2])
    writer = start(ONE_BY_ONE, made[2:])
    said = [line(writer) for _ in range(after)]
    said += kill(writer)
    assert len(said) < len(made) - 2
    found, whole = kept(folder), graphs(made)
    assert all(found[name] == whole[name] for name in found)
    assert {graph_iri(coded.id) for coded in made[:2]} | {graph_iri(name) for name in said} <= found.keys()
    assert len(found) <= len(said) + 3  # what it was about to say, at most, is in as well


@needs_signals
@pytest.mark.parametrize("after", [1, 30])
def test_killed_while_replacing_each_document_is_wholly_old_or_wholly_new(
    folder: Path, made: Made, start: Start, after: int
) -> None:
    write(folder, made)
    writer = start(ONE_BY_ONE, map(recoded, made))
    said = [line(writer) for _ in range(after)]
    said += kill(writer)
    found, old, new = kept(folder), graphs(made), graphs(map(recoded, made))
    assert found.keys() == old.keys()
    replaced = {name for name in found if found[name] == new[name]}
    assert {graph_iri(name) for name in said} <= replaced
    assert len(replaced) <= len(said) + 1
    assert all(found[name] == old[name] for name in found.keys() - replaced)


IN_BULK = """
store._BULK, store._BATCH = 1, {batch}
with GraphStore(folder, write=True) as opened:
    say("open")
    opened.add(documents)
say("done")
"""


@needs_signals
@pytest.mark.parametrize("appearance", [1, 4])
def test_killed_bulk_load_leaves_whole_documents(folder: Path, made: Made, start: Start, appearance: int) -> None:
    write(folder, made[:2])
    writer = start(IN_BULK.format(batch=4_000), made[2:])
    assert line(writer) == "open"
    seen: set[int] = set()

    def has_begun() -> bool:
        with suppress(FileNotFoundError):
            seen.add((folder / "pending.json").stat().st_mtime_ns)
        return len(seen) >= appearance

    poll(has_begun)
    assert kill(writer) == []
    found, whole = kept(folder), graphs(made)
    assert all(found[name] == whole[name] for name in found)
    assert {graph_iri(coded.id) for coded in made[:2]} <= found.keys()
    assert not (folder / "pending.json").exists()
    write(folder, made)
    assert kept(folder) == whole


@needs_signals
@pytest.mark.parametrize("entry", ["", "lock", "oxigraph", "oxigraph/CURRENT"])
def test_killed_while_it_makes_the_store(folder: Path, made: Made, start: Start, entry: str) -> None:
    writer = start(ONE_BY_ONE, made)
    poll((folder / entry).exists)
    said = kill(writer)
    if (folder / "store.json").exists():
        found, whole = kept(folder), graphs(made)
        assert all(found[name] == whole[name] for name in found)
        assert {graph_iri(name) for name in said} <= found.keys()
    write(folder, made)
    assert kept(folder) == graphs(made)


@pytest.fixture
def interrupted(folder: Path, made: Made) -> Path:
    """A store as a killed bulk load leaves it: a document finished before, one whole, one by half, one not begun."""
    write(folder, made[:1])
    writer = GraphWriter()
    (folder / "pending.json").write_text(json.dumps([graph_iri(coded.id) for coded in made[1:4]]))
    store = ox.Store(str(folder / "oxigraph"))
    half = writer.quads(made[2])
    for quads in (writer.quads(made[1]), half[: len(half) // 2]):
        store.load("".join(nquads(quads)), ox.RdfFormat.N_QUADS)
    del store
    return folder


def test_reader_removes_what_a_killed_bulk_load_left(interrupted: Path, made: Made) -> None:
    assert kept(interrupted) == graphs(made[:1])
    assert not (interrupted / "pending.json").exists()


def test_writer_removes_what_a_killed_bulk_load_left(interrupted: Path, made: Made) -> None:
    with GraphStore(interrupted, write=True) as opened:
        assert len(list(opened.store.named_graphs())) == 1
        opened.add(made[:4])
    assert kept(interrupted) == graphs(made[:4])


def test_recovery_that_is_itself_interrupted_goes_on(
    interrupted: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise OSError("no power")

    with monkeypatch.context() as patched:
        patched.setattr(module, "_remove_safely", fail)
        with pytest.raises(GraphError, match="cannot be opened: no power"):
            GraphStore(interrupted)
    assert kept(interrupted) == graphs(made[:1])


@needs_signals
def test_two_readers_after_a_crash_do_not_recover_at_once(interrupted: Path, made: Made) -> None:
    import fcntl

    with open(interrupted / "lock", "a") as other:
        fcntl.flock(other, fcntl.LOCK_SH)
        with pytest.raises(GraphError, match="in use: another process has it open"):
            GraphStore(interrupted)
    assert (interrupted / "pending.json").exists()
    assert kept(interrupted) == graphs(made[:1])


def test_failed_load_is_cleaned_up_before_the_next_in_the_same_process(
    folder: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BULK", 1)
    whole = module._encoded
    with GraphStore(folder, write=True) as opened:

        def half(found: Iterable[list[tuple[str, str, str, str]]]) -> bytes:
            lines = whole(found)
            opened.store.load(lines[: lines.index(b"\n", len(lines) // 2) + 1], ox.RdfFormat.N_QUADS)
            raise OSError("no room")

        with monkeypatch.context() as patched:
            patched.setattr(module, "_encoded", half)
            with pytest.raises(GraphError, match="cannot be written: no room"):
                opened.add(made[:2])
        opened.add(made[2:4])
    assert kept(folder) == graphs(made[2:4])


def test_parts_of_files_left_behind_are_no_obstacle(folder: Path, made: Made) -> None:
    folder.mkdir()
    (folder / "store.part").write_text('{"form')
    write(folder, made[:1])
    (folder / "pending.part").write_text('["x')
    assert kept(folder) == graphs(made[:1])
    assert write(folder, made[1:2]) == 1


# ---------------------------------------------------------------- no room


ENOUGH = 1_000_000_000  # bytes that a file may have
FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from tewn.cli import main
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(main(sys.argv[2:]))
"""


def without_room(limit: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file may grow beyond a number of bytes."""
    return subprocess.run(
        [sys.executable, "-c", FULL, str(limit), *arguments], capture_output=True, text=True, timeout=SECONDS
    )


@needs_signals
@pytest.mark.parametrize("limit", [0, 20_000, 300_000])
def test_full_disk_leaves_the_store_as_it_was(folder: Path, tmp_path: Path, made: Made, limit: int) -> None:
    weave(made[:3], tmp_path / "first.nq")
    weave(made, tmp_path / "more.nq")
    for name, place in (("first.nq", folder), ("more.nq", tmp_path / "whole")):
        assert without_room(ENOUGH, "export", str(tmp_path / name), "-o", f"{place}/").returncode == 0
    before, whole = kept(folder), kept(tmp_path / "whole")
    found = without_room(limit, "export", str(tmp_path / "more.nq"), "-o", str(folder))
    assert found.returncode == 2
    assert found.stderr.count("\n") == 1, found.stderr
    assert found.stderr.startswith(f"tewn: {folder}")
    after = kept(folder)
    assert before.items() <= after.items()
    assert all(after[name] == whole[name] for name in after)
    assert without_room(ENOUGH, "export", str(tmp_path / "more.nq"), "-o", str(folder)).returncode == 0
    assert kept(folder) == whole


@needs_signals
def test_full_disk_leaves_no_half_store(folder: Path, tmp_path: Path, made: Made) -> None:
    weave(made[:2], tmp_path / "more.nq")
    found = without_room(0, "export", str(tmp_path / "more.nq"), "-o", f"{folder}/")
    assert (found.returncode, found.stderr.count("\n")) == (2, 1)
    assert write(folder, made[:2]) == 2


@needs_signals
@pytest.mark.parametrize("limit", [0, 5_000])
def test_full_disk_leaves_the_file_as_it_was(tmp_path: Path, made: Made, limit: int) -> None:
    weave(made[:3], tmp_path / "graph.ttl")
    before = (tmp_path / "graph.ttl").read_bytes()
    weave(made, tmp_path / "more.nq")
    found = without_room(limit, "export", str(tmp_path / "more.nq"), "-o", str(tmp_path / "graph.ttl"))
    assert found.returncode == 2
    assert found.stderr == f"tewn: {tmp_path}/graph.ttl: cannot be written: File too large\n"
    assert (tmp_path / "graph.ttl").read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["graph.ttl", "more.nq"]


# ---------------------------------------------------------------- large and strange


def test_document_of_ten_megabytes(folder: Path) -> None:
    text = ("هەواڵێکی نوێ لە شارەکەوە هات. " * 20 + '\u0000"\\u0022 😀\n') * 16_500
    assert len(text) > 10_000_000
    coded = CodedDocument("long", Document("long", text, language="ckb", title=text[:5_000_000][::-1]), ())
    weave([coded], f"{folder}/")
    weave([coded], folder.with_suffix(".ttl"))
    for place in (folder, folder.with_suffix(".ttl")):
        with open_records(place) as documents:
            assert [one.document for one in documents] == [coded.document]
        answer = query(place, "SELECT (STRLEN(?text) AS ?n) {text:long nif:isString ?text}")
        assert answer.rows == ((len(text),),)
    with pytest.raises(GraphError, match="the query cannot be answered: ") as raised:
        query(folder, f'SELECT ?x {{ "{text}')
    assert len(str(raised.value)) < 1000
    assert write(folder, [coded]) == 0
    weave([coded, replace(coded, document=Document("long", text + "x", language="ckb"))], folder)
    assert query(folder, "SELECT (STRLEN(?text) AS ?n) {text:long nif:isString ?text}").rows == ((len(text) + 1,),)


STRANGE = [
    "a b", "<x>", 'q"q', "a\\u0022b", "x> . } ; DROP ALL #", "line\nbreak", "tab\t", "\u0000", "😀", "\u202eltr", "",
    "%20", "é", "e\u0301", "\ufffe", "../..", "a/b#c?d",
]  # fmt: skip


def test_names_that_break_iris_do_not(folder: Path, make: Callable[..., Event]) -> None:
    told = make("e1", "en-1", "ASSAULT", ["shelled"], recipient=[("a market", "-CVL", 'some "> <entity\n')])
    made = [
        CodedDocument(
            name,
            Document(name, "x", source=f"by {name}", url=f"https://a.example/{name}", title=name),
            (replace(told, id=f"of {name}", document=name, rule=f"rule {name}"),),
        )
        for name in STRANGE
    ]
    write(folder, made)
    assert kept(folder) == graphs(made)
    assert len(kept(folder)) == len(STRANGE)
    assert write(folder, made) == 0
    assert write(folder, [replace(coded, events=()) for coded in made]) == len(STRANGE)
    found = query(folder, "SELECT DISTINCT ?id {?doc a schema:NewsArticle ; dct:identifier ?id}")
    assert {row[0] for row in found.rows} == set(STRANGE)
    with GraphStore(folder, write=True) as opened:
        assert all(opened.remove(name) for name in STRANGE)
    assert kept(folder) == {}


def test_copied_folder_is_the_same_store(folder: Path, tmp_path: Path, made: Made) -> None:
    write(folder, made[:2])
    shutil.copytree(folder, tmp_path / "copy")
    assert kept(tmp_path / "copy") == graphs(made[:2])
