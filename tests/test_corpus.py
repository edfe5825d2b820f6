"""Whole corpora: folders, compressed files, several processes, and work that is stopped and begun again."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

import tewn.batch
import tewn.corpus
from tewn.cli import main
from tewn.extractors.batch import code
from tewn.ontology.model import Document, Event

ATTACK = "سوپای تورکیا هێرشی کردە سەر گوندەکە."
MEETING = "وەزیری دەرەوەی تورکیا لە بەغدا لەگەڵ سەرۆکوەزیرانی عێراق کۆبووەوە."
NO_TEXT = "12345"
Corpus = Callable[[], dict[str, bytes]]


def lines(first: int, number: int) -> str:
    """Return documents as JSON lines, one of which is none."""
    texts = (NO_TEXT if i % 7 == 3 else ATTACK if i % 2 else MEETING for i in range(first, first + number))
    return "".join(json.dumps({"id": f"n{i}", "text": text}) + "\n" for i, text in enumerate(texts, first))


@pytest.fixture(autouse=True)
def _corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a corpus in a folder of its own, and let parts be short."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tewn.corpus, "_DOCUMENTS", 5)
    for name, content in {
        "a.txt": ATTACK.encode(),
        "2021/a.txt": MEETING.encode(),
        "2021/b.jsonl": lines(0, 23).encode(),
        "2021/c.txt.gz": gzip.compress(ATTACK.encode()),
        "d.jsonl.zst": zstandard.ZstdCompressor().compress(lines(20, 12).encode()),  # three ids again
        "e.jsonl": b"no JSON\n" + lines(100, 3).encode(),
        "notes.md": b"no text",
        ".hidden/f.txt": ATTACK.encode(),
    }.items():
        path = Path("news") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def tree(folder: str) -> dict[str, bytes]:
    """Return all files of a folder with what they hold."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def extract(output: str, *more: str) -> int:
    """Extract the corpus into a folder."""
    return main(["extract", "news/", "-o", output, *more])


def ids(path: str) -> list[str]:
    """Return the ids of the documents that events come from, without repetition."""
    return list(dict.fromkeys(json.loads(line)["document"] for line in Path(path).read_text("utf-8").splitlines()))


def test_each_input_has_a_file_and_all_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert extract("out/") == 2
    inputs = ["2021/a.txt", "2021/b.jsonl", "2021/c.txt.gz", "a.txt", "d.jsonl.zst", "e.jsonl"]
    made = [json.loads(line) for line in Path("out/manifest.jsonl").read_text("utf-8").splitlines()]
    assert [row["input"] for row in made] == inputs
    assert sorted(tree("out")) == sorted(
        [".lock", "left-out.jsonl", "manifest.jsonl", *(f"{name}.events.jsonl" for name in inputs)]
    )
    assert sum(row["documents"] for row in made) == 1 + 23 + 1 + 1 + 12 + 4
    left_out = [json.loads(line) for line in Path("out/left-out.jsonl").read_text("utf-8").splitlines()]
    assert [len(row["left_out"]) for row in made] == [0, 3, 0, 0, 3 + 2, 1 + 1]
    assert len(left_out) == 10
    assert left_out[-2]["where"] == "news/e.jsonl:1" and left_out[-2]["why"].startswith("this is not JSON")
    assert capsys.readouterr().err.splitlines()[-1].startswith("tewn: 42 documents, ")


def test_ids_of_texts_are_their_paths_in_the_folder() -> None:
    extract("out/")
    assert ids("out/a.txt.events.jsonl") == ["a"]
    assert ids("out/2021/a.txt.events.jsonl") == ["2021/a"]
    assert ids("out/2021/c.txt.gz.events.jsonl") == ["2021/c"]


def test_an_id_that_another_file_has_is_named() -> None:
    extract("out/")
    left_out = Path("out/left-out.jsonl").read_text("utf-8")
    assert "the id 'n20' is taken by the document of news/2021/b.jsonl:21" in left_out
    assert "n20" not in ids("out/d.jsonl.zst.events.jsonl")


@pytest.mark.parametrize("workers", ["1", "2", "3"])
def test_the_number_of_processes_does_not_matter(workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    extract("out/", "--workers", "1")
    monkeypatch.setattr(tewn.batch, "_FEW", 0)
    extract("other/", "--workers", workers)
    assert tree("out") == {name: data.replace(b"other/", b"out/") for name, data in tree("other").items()}


@pytest.mark.parametrize("stop", [1, 5, 9, 14, 20, 29])
def test_work_that_is_stopped_is_finished(stop: int, monkeypatch: pytest.MonkeyPatch) -> None:
    extract("whole/", "--workers", "1")
    begun = 0

    def interrupted(document: Document) -> list[Event]:
        nonlocal begun
        begun += 1
        if begun == stop:
            raise KeyboardInterrupt
        return code(document)

    with monkeypatch.context() as patch:
        patch.setattr(tewn.batch, "code", interrupted)
        assert extract("out/", "--workers", "1") == 130
        assert "left-out.jsonl" not in tree("out")
        begun = stop  # never again
        assert extract("out/", "--workers", "1") == 2
    assert begun - stop < 42 - stop + 6  # at most a part is read again
    assert tree("out") == tree("whole")


def test_what_is_made_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    extract("out/")
    before = tree("out")

    def fail(document: Document) -> list[Event]:
        raise AssertionError(document.id)

    monkeypatch.setattr(tewn.batch, "code", fail)
    assert extract("out/", "--workers", "1") == 2
    assert tree("out") == before


def test_only_what_has_changed_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    extract("out/")
    Path("news/a.txt").write_text(MEETING, "utf-8")
    read: list[str] = []

    def noted(document: Document) -> list[Event]:
        read.append(document.id)
        return code(document)

    monkeypatch.setattr(tewn.batch, "code", noted)
    extract("out/", "--workers", "1")
    assert read == ["a"]
    shutil.rmtree("whole", ignore_errors=True)
    extract("whole/", "--workers", "1")
    assert tree("out") == tree("whole")


def test_another_date_is_another_work() -> None:
    extract("out/")
    extract("out/", "--date", "2021-03-14")
    extract("whole/", "--date", "2021-03-14")
    assert tree("out") == tree("whole")


def test_an_archive_that_is_not_whole_is_named_and_what_stands_before_is_read() -> None:
    whole = gzip.compress("".join(lines(i, 1) for i in range(200, 3000)).encode())
    Path("news/g.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    frame = zstandard.ZstdCompressor().compress(ATTACK.encode())
    Path("news/h.txt.zst").write_bytes(frame[:-3])
    Path("news/i.txt.zst").write_bytes(b"no archive")
    Path("news/j.txt.gz").write_bytes(b"no archive")
    extract("out/")
    left_out = [json.loads(line) for line in Path("out/left-out.jsonl").read_text("utf-8").splitlines()]
    why = {row["where"]: row["why"] for row in left_out}
    for name in ("g.jsonl.gz", "h.txt.zst", "i.txt.zst", "j.txt.gz"):
        assert why[f"news/{name}"].startswith("cannot be read: "), name
    assert "n200" in ids("out/g.jsonl.gz.events.jsonl")


def test_frames_one_after_the_other_are_one_text() -> None:
    frames = [zstandard.ZstdCompressor().compress(part) for part in (ATTACK[:10].encode(), ATTACK[10:].encode())]
    Path("news/g.txt.zst").write_bytes(b"".join(frames))
    extract("out/")
    assert ids("out/g.txt.zst.events.jsonl") == ["g"]


@pytest.mark.parametrize("name", ["../../outside", "/outside", "..", "a/../../b", "\\..\\b", "a\0b"])
def test_the_id_of_a_document_is_no_path(name: str, tmp_path: Path) -> None:
    shutil.rmtree("news")
    Path("news").mkdir()
    Path("news/a.jsonl").write_text(json.dumps({"id": name, "text": ATTACK}) + "\n", "utf-8")
    extract("out/")
    assert sorted(tree(str(tmp_path))) == [
        "news/a.jsonl", "out/.lock", "out/a.jsonl.events.jsonl", "out/left-out.jsonl", "out/manifest.jsonl",
    ]  # fmt: skip
    assert ids("out/a.jsonl.events.jsonl") == [name]


def test_events_inside_the_corpus_are_no_input() -> None:
    extract("news/events/")
    before = tree("news/events")
    extract("news/events/")
    assert tree("news/events") == before


@pytest.mark.parametrize(("arguments", "complaint"), [
    (["-", "-o", "out/"], "out/: a folder takes files and folders of them, not standard input"),
    (["news/", "-o", "news/"], "news/: the events of a folder have to stand in another one"),
    (["news/a.txt", "news/2021/a.txt", "-o", "out/"],
     "news/2021/a.txt: its events would stand where those of news/a.txt do"),
    (["news/", "--timeout", "0"], "argument --timeout: '0' is no number of seconds above 0 (see tewn extract --help)"),
    (["news/", "--workers", "0"], "argument --workers: '0' is no number from 1 (see tewn extract --help)"),
])  # fmt: skip
def test_what_cannot_be_is_refused(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main(["extract", *arguments])
    except SystemExit as end:
        status = int(str(end.code))
    assert status == 2
    assert capsys.readouterr().err == f"tewn: {complaint}\n"


def test_two_do_not_write_to_one_folder(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fcntl")
    Path("out").mkdir()
    with holding("out") as other:
        assert extract("out/") == 2
        assert capsys.readouterr().err == "tewn: out: another process writes to this folder\n"
        other.kill()
        other.wait()
        assert extract("out/") == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("tewn: 42 documents, ")


def test_a_folder_is_free_when_who_wrote_to_it_is_killed_but_what_that_had_forked_lives() -> None:
    pytest.importorskip("fcntl")
    Path("out").mkdir()
    with holding("out", before="import time\nif not os.fork(): time.sleep(600)") as other:
        other.kill()
        other.wait()
        try:
            assert extract("out/") == 2
            assert "left-out.jsonl" in tree("out")
        finally:
            os.killpg(other.pid, signal.SIGKILL)


def holding(folder: str, before: str = "") -> subprocess.Popen[bytes]:
    """Return a process, in a group of its own, that writes to a folder; `before` is what it does then."""
    program = f"""
import os, sys, pathlib, tewn.corpus
with tewn.corpus._locked(pathlib.Path({folder!r})):
    exec({before!r})
    print("locked", flush=True)
    sys.stdin.read()
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(tewn.__file__).resolve().parents[1])}
    other = subprocess.Popen(
        [sys.executable, "-c", program],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert other.stdout is not None and other.stdout.readline() == b"locked\n"
    return other


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes begin anew there, without what the test changes")
def test_documents_that_kill_or_hang_their_process_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dangerous(document: Document) -> list[Event]:
        if document.id == "n2":
            os.kill(os.getpid(), signal.SIGKILL)
        if document.id == "n4":
            signal.pause()
        return code(document)

    monkeypatch.setattr(tewn.batch, "code", dangerous)
    assert main(["extract", "news/2021/b.jsonl", "--workers", "2", "--timeout", "2"]) == 2
    out, err = capsys.readouterr()
    assert "tewn: news/2021/b.jsonl:3: document n2: its process died (signal 9)\n" in err
    assert "tewn: news/2021/b.jsonl:5: document n4: it took longer than 2 s\n" in err
    found = dict.fromkeys(json.loads(line)["document"] for line in out.splitlines())
    assert list(found) == [f"n{i}" for i in range(23) if i not in (2, 4) and i % 7 != 3]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes begin anew there, without what the test changes")
def test_documents_that_were_lost_are_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def dangerous(document: Document) -> list[Event]:
        if document.id == sick:
            signal.pause() if patient else os._exit(1)
        return code(document)

    def lost(*more: str) -> bool:
        assert extract("out/", "--workers", "2", *more) == 2
        return "document n4: " in Path("out/left-out.jsonl").read_text("utf-8")

    extract("whole/", "--workers", "1")
    monkeypatch.setattr(tewn.batch, "code", dangerous)
    sick, patient = "n4", True
    assert lost("--timeout", "1")
    assert "document n4: it took longer than 1 s" in Path("out/left-out.jsonl").read_text("utf-8")
    sick = ""
    before = tree("out")
    extract("out/", "--workers", "2", "--timeout", "1")
    assert tree("out") == before  # it has had its time
    assert not lost("--timeout", "3")
    assert tree("out") == tree("whole")
    Path("out/2021/b.jsonl.events.jsonl").unlink()
    sick, patient = "n4", False
    assert lost("--timeout", "3")
    sick = ""
    assert not lost("--timeout", "3")
    assert tree("out") == tree("whole")


@pytest.mark.parametrize("name", ["2021/b.jsonl.events.jsonl", "2021", "manifest.jsonl", ".lock", ".parts"])
def test_nothing_is_written_through_links(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("elsewhere").mkdir()
    Path("elsewhere/file").write_text("precious")
    link = Path("out") / name
    link.parent.mkdir(parents=True)
    link.symlink_to(Path("elsewhere").absolute() / ("" if name in ("2021", ".parts") else "file"))
    assert extract("out/") == 2
    assert capsys.readouterr().err.endswith(": cannot be written: this is a link, or stands behind one\n")
    assert tree("elsewhere") == {"file": b"precious"}


def test_what_cannot_be_written_is_told_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tewn.batch, "code", None)
    Path("other").mkdir()
    Path("other/a.txt").write_text(ATTACK, "utf-8")
    assert main(["extract", "news/", "other/", "-o", "out/"]) == 2
    assert sorted(tree("out")) == [".lock"]


def test_an_input_that_is_named_twice_is_read_once() -> None:
    extract("whole/")
    assert main(["extract", "news/", "news/", "-o", "out/"]) == 2
    assert tree("out") == tree("whole")


def test_what_a_killed_process_left_goes() -> None:
    extract("whole/")
    for name in ("2021/.b.jsonl.events.jsonl.0123456789abcdef.part", ".manifest.jsonl.0123456789abcdef.part"):
        path = Path("out") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("cut off")
    Path("out/.mine.0123456789abcdef.part").write_text("written by another")
    extract("out/")
    assert tree("out") == {**tree("whole"), ".mine.0123456789abcdef.part": b"written by another"}


@pytest.mark.parametrize("row", ["{}", '{"input": "a.txt"}', "[]", "3", '{"left_out": [1]}', "no JSON"])
def test_a_manifest_of_something_else_is_no_help_and_no_harm(row: str) -> None:
    extract("whole/")
    Path("out").mkdir()
    Path("out/manifest.jsonl").write_text(row + "\n")
    extract("out/")
    assert tree("out") == tree("whole")


def test_names_of_files_that_are_no_utf8_stop_nothing() -> None:
    shutil.rmtree("news")
    Path("news").mkdir()
    try:
        for name in (b"a\xff.txt", b"a\xfe.txt", b"b\xff.jsonl", b"c\xff.txt"):
            Path(os.fsdecode(b"news/" + name)).write_bytes(b"" if name.startswith(b"c") else ATTACK.encode())
    except OSError:
        pytest.skip("there are no such names here")
    assert extract("out/") == 2
    made = [json.loads(line) for line in Path("out/manifest.jsonl").read_text("utf-8").splitlines()]
    assert [row["input"] for row in made] == ["a\\udcfe.txt", "a\\udcff.txt", "b\\udcff.jsonl", "c\\udcff.txt"]
    assert all((Path("out") / row["output"]).is_file() for row in made)
    before = tree("out")
    assert extract("out/") == 2
    assert tree("out") == before


def test_long_documents_fill_a_part_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tewn.corpus, "_LETTERS", len(ATTACK))

    def interrupted(document: Document) -> list[Event]:
        if document.id == "n4":
            raise KeyboardInterrupt
        return code(document)

    monkeypatch.setattr(tewn.batch, "code", interrupted)
    assert main(["extract", "news/2021/b.jsonl", "-o", "out/", "--workers", "1"]) == 130
    assert [name.rpartition("/")[2][:6] for name in sorted(tree("out/.parts"))] == ["000000", "000001", "000002"]


def test_a_graph_is_the_same_whatever_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tewn.batch, "_FEW", 0)
    for workers in ("1", "2"):
        assert main(["build", "news/", "-o", f"{workers}.ttl", "--workers", workers]) == 2
    assert Path("1.ttl").read_bytes() == Path("2.ttl").read_bytes()
