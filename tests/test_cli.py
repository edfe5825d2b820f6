"""The command line: what it prints and writes, how it treats bad input, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pytest
from rdflib import DCTERMS, SDO, Graph

import tewn
from tewn.cli import main
from tewn.graph import GraphStore
from tewn.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
ATTACK = "سوپای تورکیا هێرشی کردە سەر گوندەکە."
MEETING = "وەزیری دەرەوەی تورکیا لە بەغدا لەگەڵ سەرۆکوەزیرانی عێراق کۆبووەوە."
ARABIC = (
    "أعلنت وزارة الخارجية العراقية أمس أن الوزير سوف يزور طهران في الأسبوع المقبل لإجراء محادثات مع المسؤولين هناك."
)
IN_ARABIC = "this looks like Arabic (ar), which cannot be coded yet; known: Central Kurdish (ckb), English (en)"


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of the command leaves behind."""

    status: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        assert self.err.count("\n") == 1, self.err
        return self.err.removeprefix("tewn: ").removesuffix("\n")


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return a function that runs the command in a folder of its own, in this process."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        try:
            status = main(list(arguments))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Result(status, out, err)

    return run


def write(name: str, content: str | bytes) -> str:
    data = content.encode("utf-8") if isinstance(content, str) else content
    Path(name).write_bytes(data)
    return name


def document(name: str, text: str, **fields: object) -> str:
    return json.dumps({"id": name, "text": text, **fields}, ensure_ascii=False) + "\n"


def start(*arguments: str, stdout: int | BinaryIO = subprocess.PIPE, **more: str) -> subprocess.Popen[bytes]:
    """Run the command in a process of its own; `more` are variables of its environment."""
    return subprocess.Popen(
        [sys.executable, "-m", "tewn", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


# ---------------------------------------------------------------- extract


def test_text_file_gives_events_with_its_name_as_document(run: Run) -> None:
    found = run("extract", write("news.ckb.txt", ATTACK), "--date", "2021-03-14")
    assert found.status == 0
    assert found.err == ""
    assert {event["document"] for event in found.events} == {"news.ckb"}
    assert [event["type"] for event in found.events] == ["ASSAULT"]


def test_fields_stand_in_the_order_of_the_format(run: Run) -> None:
    found = run("extract", write("a.txt", ATTACK))
    assert list(found.events[0]) == [
        *("id", "document", "language", "sentence", "type", "mode", "contexts", "cameo", "quad", "score"),
        *("factuality", "trigger", "lemma", "actor", "recipient", "instrument", "attribution"),
        *("time", "place", "rule", "definiteness"),
    ]


def test_letters_are_written_as_they_are(run: Run) -> None:
    assert "\\u" not in run("extract", write("a.txt", ATTACK)).out


@pytest.mark.parametrize("prefix", ["", "\n\n  ", "سڵاو 😀.\r\n"], ids=["plain", "blank", "astral"])
def test_offsets_fit_the_file_as_it_stands(run: Run, prefix: str) -> None:
    text = prefix + ATTACK + "\r\n" + MEETING
    events = run("extract", write("a.txt", text)).events
    assert len(events) == 2
    for event in events:
        for span in event["trigger"]:  # type: ignore[attr-defined]
            assert text[span["start"] : span["end"]] == span["text"]


def test_byte_order_mark_is_no_part_of_the_text(run: Run) -> None:
    marked = run("extract", write("a.txt", b"\xef\xbb\xbf" + ATTACK.encode()))
    assert marked.out == run("extract", write("a.txt", ATTACK)).out


def test_json_lines_give_date_and_language_and_other_fields_are_not_read(run: Run) -> None:
    text = "دوێنێ " + ATTACK
    write("news.jsonl", document("n1", text, date="2021-03-14", language="ckb-Arab", events=[{"x": 1}]))
    found = run("extract", "news.jsonl", "--date", "1999-01-01", "--language", "ckb")
    assert [event["time"]["value"] for event in found.events] == ["2021-03-13"]  # type: ignore[index]


def test_date_option_serves_documents_without_date(run: Run) -> None:
    write("news.jsonl", document("n1", "دوێنێ " + ATTACK))
    found = run("extract", "news.jsonl", "--date", "2021-03-14")
    assert [event["time"]["value"] for event in found.events] == ["2021-03-13"]  # type: ignore[index]


def test_document_without_id_is_named_after_its_line(run: Run) -> None:
    write("news.jsonl", "\n" + json.dumps({"text": ATTACK}) + "\n")
    assert {event["document"] for event in run("extract", "news.jsonl").events} == {"news.jsonl:2"}


def test_output_file_holds_what_standard_output_would(run: Run) -> None:
    printed = run("extract", write("a.txt", ATTACK)).out
    assert run("extract", "a.txt", "-o", "events.jsonl") == Result(0, "", "")
    assert Path("events.jsonl").read_bytes() == printed.encode("utf-8")


def test_text_without_events_gives_an_empty_file(run: Run) -> None:
    write("a.txt", "ئەمڕۆ هەوا خۆشە و خەڵکی شارەکە لە ماڵن.")
    assert run("extract", "a.txt", "-o", "events.jsonl") == Result(0, "", "")
    assert Path("events.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    "data",
    [ATTACK, document("stdin", ATTACK), "\ufeff\n" + document("stdin", ATTACK)],
    ids=["text", "json-lines", "marked-json-lines"],
)
def test_standard_input_is_text_or_json_lines(data: str) -> None:
    process = start("extract", "-")
    out, err = process.communicate(data.encode("utf-8"))
    assert (process.returncode, err) == (0, b"")
    assert json.loads(out)["document"] == "stdin"


def test_output_is_utf8_whatever_the_locale() -> None:
    process = start("extract", "-", PYTHONIOENCODING="latin-1", LC_ALL="C")
    out, _ = process.communicate(ATTACK.encode("utf-8"))
    assert "سوپای تورکیا" in out.decode("utf-8")


# ---------------------------------------------------------------- bad input


BAD = {
    "missing": ("none.txt", None, "none.txt: no such file"),
    "empty": ("a.txt", b"", "a.txt: this is empty"),
    "blank": ("a.txt", b" \n\t\n", "a.txt: this is empty"),
    "empty-lines": ("a.jsonl", b"\n\n", "a.jsonl: this is empty"),
    "binary": ("a.txt", b"\n\x7fELF\0\0\1", "a.txt:2: this is binary, not text"),
    "binary-lines": ("a.jsonl", b"\x7fELF\0\n\0\n\0\n", "a.jsonl:1: this is binary, not text"),
    "utf16": ("a.txt", "سڵاو".encode("utf-16"), "a.txt:1: this is UTF-16; save it as UTF-8"),
    "broken": ("a.txt", b"ab\ncd\xc7x", "a.txt:2: this is not UTF-8: byte 0xc7 at byte 3 of the line"),
    "broken-marked": ("a.txt", b"\xef\xbb\xbfa\xff", "a.txt:1: this is not UTF-8: byte 0xff at byte 5 of"),
    "cut-off": ("a.txt", "سڵاو".encode()[:-1], "a.txt:1: this is not UTF-8: byte 0xd9 at byte 7 of the line"),
    "broken-line": ("a.jsonl", b'{"text": "\xff"}\n', "a.jsonl:1: this is not UTF-8: byte 0xff at byte 11 of"),
    "no-json": ("a.jsonl", b'{"text": \n', "a.jsonl:1: this is not JSON: Expecting value at column 10"),
    "array": ("a.json", b'["a"]', "a.json:1: this is no JSON object"),
    "deep": ("a.jsonl", b"[" * 100_000, "a.jsonl:1: this is not JSON: "),
    "no-text": ("a.jsonl", b'\n{"id": "x"}\n', "a.jsonl:2: the field 'text' is missing"),
    "null-text": ("a.jsonl", b'{"text": null}', "a.jsonl:1: the field 'text' is missing"),
    "blank-text": ("a.jsonl", b'{"text": " "}', "a.jsonl:1: the field 'text' is empty"),
    "number-text": ("a.jsonl", b'{"text": 5}', "a.jsonl:1: the field 'text' is not a string"),
    "list-id": ("a.jsonl", b'{"id": [], "text": "x"}', "a.jsonl:1: the field 'id' is not a string"),
    "surrogate": ("a.jsonl", b'{"text": "\\ud800"}', "a.jsonl:1: this holds half of a surrogate pair"),
    "date": (
        "a.jsonl",
        b'{"text": "x", "date": "2021-02-30"}',
        "a.jsonl:1: '2021-02-30' is no date; write it as in 2020-12-24",
    ),
    "language": (
        "a.jsonl",
        b'{"id": "x", "text": "x", "language": "cbk"}',
        "a.jsonl:1: document x: unknown language 'cbk'; known: ",
    ),
    "other-language": (
        "a.jsonl",
        document("x", ARABIC).encode(),
        f"a.jsonl:1: document x: {IN_ARABIC}",
    ),
    "undecided": (
        "a.txt",
        "قتاری چویە",
        "a.txt: document a: its language is undecided (",
    ),
    "event": (
        "a.jsonl",
        b'{"type": "ASSAULT", "trigger": []}',
        "a.jsonl:1: this is no event record: the field 'id' is missing",
    ),
}


@pytest.mark.parametrize("command", ["extract", "build"])
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_that_names_the_place(run: Run, name: str, command: str) -> None:
    file, content, complaint = BAD[name]
    if content is not None:
        write(file, content)
    found = run(command, file, "-o", "out.ttl")
    assert (found.status, found.out) == (2, "")
    assert found.complaint.startswith(complaint)
    assert not Path("out.ttl").exists()


@pytest.mark.parametrize("name", ["events.csv", "events.TSV"])
def test_table_is_bad_input(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("id,text\na,داعش دوێنێ هێرشی کردە سەر گوندێک.\n", "utf-8")
    assert run("extract", name).complaint == f"{name}: this is a table; inputs are texts and JSON lines"


def test_folder_without_texts_is_bad_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("no text", "utf-8")
    complaint = f"{tmp_path}: this is a folder without texts (.txt) and JSON lines (.jsonl)"
    assert run("extract", str(tmp_path)).complaint == complaint


def test_unreadable_file_is_bad_input(run: Run) -> None:
    Path(write("a.txt", ATTACK)).chmod(0)
    if os.access("a.txt", os.R_OK):
        pytest.skip("this user may read everything")
    assert run("extract", "a.txt").complaint == "a.txt: cannot be read: Permission denied"


def test_empty_standard_input_is_bad_input() -> None:
    process = start("extract", "-")
    assert process.communicate(b"") == (b"", b"tewn: standard input: this is empty\n")
    assert process.returncode == 2


@pytest.mark.parametrize("day", ["2021-02-30", "yesterday", "14.03.2021", "20210314", ""])
def test_impossible_date_option_is_refused(run: Run, day: str) -> None:
    found = run("extract", write("a.txt", ATTACK), "--date", day)
    assert found.status == 2
    assert f"argument --date: {day!r} is no date" in found.complaint


@pytest.mark.parametrize("command", ["extract", "build", "explain", "check"])
def test_unknown_language_option_is_refused(run: Run, command: str) -> None:
    output = ["-o", "g.ttl"] if command == "build" else []
    found = run(command, write("a.txt", ATTACK), "--language", "xx", *output)
    assert found.status == 2
    assert found.complaint.startswith("unknown language 'xx'; known: ")


def test_explain_says_that_a_text_is_in_another_language(run: Run) -> None:
    found = run("explain", ARABIC)
    assert (found.status, found.err) == (0, "")
    assert found.out.startswith("Beware: this looks like Arabic (ar), which cannot be coded yet;")


@pytest.mark.parametrize("command", ["extract", "build"])
def test_text_in_another_language_than_said_is_refused(run: Run, command: str) -> None:
    output = ["-o", "g.ttl"] if command == "build" else []
    found = run(command, write("a.txt", ARABIC), "--language", "ckb", *output)
    assert found.status == 2
    assert found.complaint.startswith("a.txt: document a: this looks like Arabic (ar), not Central Kurdish (ckb)")


def test_graph_names_the_language_that_the_text_told(run: Run) -> None:
    run("build", write("a.txt", ATTACK), "-o", "graph.nt")
    assert [str(o) for o in Graph().parse("graph.nt").objects(None, SDO.inLanguage)] == ["ckb"]


# ---------------------------------------------------------------- batches


def batch() -> list[str]:
    lines = [
        document("n1", ATTACK),
        '{"id": "n2"\n',
        document("n3", ARABIC),
        document("n1", MEETING),
        document("n4", MEETING),
    ]
    return [write("a.txt", ATTACK), "none.txt", write("b.jsonl", "".join(lines)), write("c.txt", MEETING)]


def test_batch_leaves_out_bad_documents_names_and_counts_them(run: Run) -> None:
    found = run("extract", *batch(), "-o", "events.jsonl")
    assert found.status == 2
    assert found.err.splitlines() == [
        "tewn: none.txt: no such file",
        "tewn: b.jsonl:2: this is not JSON: Expecting ',' delimiter at column 12",
        f"tewn: b.jsonl:3: document n3: {IN_ARABIC}",
        "tewn: b.jsonl:4: the id 'n1' is taken by the document of b.jsonl:1",
        "tewn: 4 of 8 inputs could not be used",
    ]
    assert [event.document for event in tewn.read_events("events.jsonl")] == ["a", "n1", "n4", "c"]


def test_batch_for_a_graph_leaves_out_bad_documents(run: Run) -> None:
    found = run("build", *batch(), "-o", "graph.nt")
    assert found.status == 2
    assert found.err.endswith("tewn: 4 of 8 inputs could not be used\n")
    names = {str(o) for o in Graph().parse("graph.nt").objects(None, DCTERMS.identifier)}
    assert {"a", "n1", "n4", "c"} <= names
    assert "n3" not in names


def test_extract_refuses_event_records(run: Run) -> None:
    run("extract", write("a.txt", ATTACK), "-o", "events.jsonl")
    found = run("extract", "events.jsonl")
    assert found.status == 2
    assert found.complaint.startswith("events.jsonl:1: this is an event record, not a document;")


# ---------------------------------------------------------------- files that appear whole or not at all


def test_former_file_stays_when_nothing_could_be_used(run: Run) -> None:
    write("events.jsonl", "before")
    assert run("extract", "none.txt", "-o", "events.jsonl").status == 2
    assert Path("events.jsonl").read_text() == "before"
    assert os.listdir() == ["events.jsonl"]


def test_former_file_stays_when_the_run_breaks_off(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    write("events.jsonl", "before")
    write("a.txt", ATTACK)
    monkeypatch.setattr("tewn.batch.code", interrupt)
    assert run("extract", "a.txt", "-o", "events.jsonl") == Result(130, "", "")
    assert Path("events.jsonl").read_text() == "before"
    assert sorted(os.listdir()) == ["a.txt", "events.jsonl"]


@pytest.mark.parametrize("output", ["none/events.jsonl", "a.txt/"])
def test_output_that_cannot_be_written_is_named(run: Run, output: str) -> None:
    found = run("extract", write("a.txt", ATTACK), "-o", output)
    assert found.status == 2
    assert found.complaint.startswith(f"{output}: cannot be written: ")


def test_link_is_followed_and_stays(run: Run) -> None:
    write("target.jsonl", "before")
    os.symlink("target.jsonl", "link.jsonl")
    run("extract", write("a.txt", ATTACK), "-o", "link.jsonl")
    assert Path("link.jsonl").is_symlink()
    assert "ASSAULT" in Path("target.jsonl").read_text("utf-8")


def test_device_is_written_to_and_not_replaced(run: Run) -> None:
    device = os.stat(os.devnull)
    assert run("extract", write("a.txt", ATTACK), "-o", os.devnull) == Result(0, "", "")
    assert os.stat(os.devnull).st_ino == device.st_ino


# ---------------------------------------------------------------- build


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", ".graphml", ".gexf"])
def test_suffix_names_the_format(run: Run, suffix: str) -> None:
    assert run("build", write("a.txt", ATTACK), "-o", f"graph{suffix}") == Result(0, "", "")
    assert "tur-armed-forces" in Path(f"graph{suffix}").read_text("utf-8")


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".plover.jsonl", ".polecat.tsv", ".gdelt.tsv", ".icews.tsv"])
def test_suffix_names_the_table(run: Run, suffix: str) -> None:
    assert run("build", write("a.txt", ATTACK), "-o", f"events{suffix}") == Result(0, "", "")
    assert "گوندەکە" in Path(f"events{suffix}").read_text("utf-8")


def test_event_records_are_those_of_extract(run: Run) -> None:
    run("extract", write("a.txt", ATTACK), "-o", "extracted.jsonl")
    run("build", "a.txt", "-o", "built.jsonl")
    assert Path("built.jsonl").read_bytes() == Path("extracted.jsonl").read_bytes()


def test_unknown_suffix_is_refused_before_anything_is_read(run: Run) -> None:
    found = run("build", "none.txt", "-o", "graph.tll")
    assert found.status == 2
    assert found.complaint.startswith("graph.tll: no format has the suffix '.tll' (did you mean '.ttl'?);")


def test_records_texts_and_both_give_the_same_triples_but_for_the_text(run: Run) -> None:
    run("extract", write("a.txt", ATTACK), "-o", "events.jsonl")
    run("build", "a.txt", "-o", "text.nt")
    run("build", "events.jsonl", "-o", "record.nt")
    run("build", "events.jsonl", "a.txt", "-o", "both.nt")
    text, record, both = (set(Graph().parse(f"{name}.nt")) for name in ("text", "record", "both"))
    assert both == text
    assert record < text
    assert any(ATTACK in str(o) for _, _, o in text - record)


def test_record_that_does_not_fit_its_text_is_left_out(run: Run) -> None:
    run("extract", write("a.txt", ATTACK), "-o", "events.jsonl")
    write("a.txt", "x " + ATTACK)
    found = run("build", "events.jsonl", "a.txt", "-o", "graph.ttl")
    assert found.status == 2
    assert found.err.startswith("tewn: events.jsonl:1: event ")


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("type", "ASSULT", "ASSULT"),
        ("quad", "4", "'quad' is not an integer"),
        ("factuality", "sure", "'factuality' is none of actual, future, possible, negated"),
        ("actor", [{"text": "x"}], "the field 'actor[0].start' is missing"),
        ("trigger", {}, "'trigger' is not a list"),
        ("colour", 1, "unknown field 'colour'"),
    ],
)
def test_faulty_record_is_named(run: Run, field: str, value: object, fault: str) -> None:
    record = run("extract", write("a.txt", ATTACK)).events[0]
    write("events.jsonl", json.dumps({**record, field: value}) + "\n" + json.dumps(record) + "\n")
    found = run("build", "events.jsonl", "-o", "graph.ttl")
    assert found.status == 2
    complaint, count = found.err.splitlines()
    assert complaint.startswith("tewn: events.jsonl:1: ")
    assert fault in complaint
    assert count == "tewn: 1 of 2 inputs could not be used"


# ---------------------------------------------------------------- query, explain and check


def test_query_shows_a_table_csv_or_json(run: Run) -> None:
    run("build", write("a.txt", ATTACK), "-o", "graph.ttl")
    query = "SELECT ?code {?a plover:assault ?b . ?a tewn:code ?code ; tewn:sector sector:MIL}"
    assert run("query", "graph.ttl", query).out == "code\n-------\nTUR-MIL\n"
    as_csv = run("query", "graph.ttl", query, "--format", "csv").out
    assert list(csv.reader(io.StringIO(as_csv))) == [["code"], ["TUR-MIL"]]
    assert json.loads(run("query", "graph.ttl", query, "--format", "json").out) == [{"code": "TUR-MIL"}]


@pytest.mark.parametrize(
    ("graph", "query", "complaint"),
    [
        ("none.ttl", "ASK {?s ?p ?o}", "none.ttl: cannot be read"),
        ("graph.ttl", "SELEKT ?x {}", "the query cannot be answered"),
        ("bad.ttl", "ASK {?s ?p ?o}", "bad.ttl:2: "),
        ("a.txt", "ASK {?s ?p ?o}", "a.txt: no format has the suffix '.txt'"),
    ],
)
def test_query_that_cannot_be_answered_is_bad_input(run: Run, graph: str, query: str, complaint: str) -> None:
    write("graph.ttl", "")
    write("bad.ttl", "@prefix a: <http://a/> .\na:b c:d e:f .\n")
    write("a.txt", "x")
    found = run("query", graph, query)
    assert found.status == 2
    assert found.err.startswith(f"tewn: {complaint}")


def test_explain_prints_an_explanation(run: Run) -> None:
    found = run("explain", ATTACK, "--date", "2021-03-14")
    assert (found.status, found.err) == (0, "")
    assert "ckb.assault." in found.out


RULE = """\
[[rule]]
id      = "ckb.assault.test-case"
kind    = "noun"
type    = "ASSAULT"
gloss   = "a made-up word"
noun    = "زمبڵۆت"

[rule.roles]
recipient = "ezafe"

[[rule.match]]
text      = "زمبڵۆتی تورکیا بەردەوامە."
recipient = "تورکیا"

[[rule.no_match]]
text = "گەشتی تورکیا خۆش بوو."
why  = "another word"
"""


def test_check_runs_the_examples_of_a_file(run: Run) -> None:
    found = run("check", write("own.toml", RULE))
    assert found == Result(0, "1 file, 1 rule, 2 examples: 0 faults\n", "")


def test_check_prints_all_faults_with_file_line_and_rule(run: Run) -> None:
    write("own.toml", RULE.replace('"ASSAULT"', '"ASSULT"').replace("why ", "wyh "))
    found = run("check", "own.toml")
    assert found.status == 1
    lines = found.out.splitlines()
    assert all(line.startswith("own.toml:") and "ckb.assault.test-case: " in line for line in lines[:-1])
    assert "unknown type 'ASSULT' (did you mean 'ASSAULT'?)" in found.out
    assert "unknown key 'wyh'" in found.out
    assert lines[-1].endswith(" faults")


def test_check_prints_examples_that_come_out_wrong(run: Run) -> None:
    found = run("check", write("own.toml", RULE.replace('recipient = "تورکیا"', "")))
    assert found.status == 1
    line, count = found.out.splitlines()
    assert line.startswith("own.toml:11: ckb.assault.test-case: recipient is 'تورکیا', expected nobody")
    assert count == "1 file, 1 rule, 2 examples: 1 fault"


def test_check_takes_the_files_of_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rules" / "more").mkdir(parents=True)
    write("rules/more/own.toml", RULE)
    assert run("check", "rules").out == "1 file, 1 rule, 2 examples: 0 faults\n"


@pytest.mark.parametrize("path", ["none.toml", "empty"])
def test_check_without_rule_files_is_bad_input(run: Run, tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    found = run("check", path)
    assert found.status == 2
    assert found.complaint.startswith(f"{path}: ")


# ---------------------------------------------------------------- folders and endpoints


def quads(folder: str) -> list[str]:
    """What a store holds, as sorted lines."""
    with GraphStore(folder) as opened:
        return sorted(map(str, opened.store))


def identifiers(run: Run, graph: str) -> set[str]:
    """The ids of the documents of a graph."""
    found = run("query", graph, "SELECT DISTINCT ?id {?x a schema:NewsArticle ; dct:identifier ?id}", "--format", "csv")
    assert found.status == 0
    return set(found.out.splitlines()[1:])


def test_folder_grows_and_the_same_again_changes_nothing(run: Run) -> None:
    write("a.txt", ATTACK)
    assert run("build", "a.txt", "-o", "news/") == Result(0, "", "")
    assert run("build", write("c.txt", MEETING), "-o", "news") == Result(0, "", "")
    before = quads("news")
    assert run("build", "a.txt", "c.txt", "-o", "news") == Result(0, "", "")
    assert quads("news") == before
    assert identifiers(run, "news/") == {"a", "c"}


def test_document_that_has_changed_is_replaced_in_the_folder(run: Run) -> None:
    run("build", write("a.txt", ATTACK), write("c.txt", MEETING), "-o", "news/")
    run("build", write("a.txt", MEETING), "-o", "news/")
    assert run("query", "news", "ASK {?a plover:assault ?b}").out.endswith("false\n")
    assert identifiers(run, "news") == {"a", "c"}


@pytest.mark.parametrize("suffix", [".ttl", ".nq", ".jsonl", ".csv", ".graphml", ".polecat.tsv"])
def test_export_is_what_build_writes(run: Run, suffix: str) -> None:
    write("a.txt", ATTACK)
    write("c.txt", MEETING)
    run("build", "c.txt", "-o", "news/")
    run("build", "a.txt", "-o", "news/")
    run("build", "a.txt", "c.txt", "-o", f"built{suffix}")
    assert run("export", "news/", "-o", f"exported{suffix}") == Result(0, "", "")
    assert Path(f"exported{suffix}").read_bytes() == Path(f"built{suffix}").read_bytes()


def test_file_is_put_into_a_folder_and_folder_into_a_folder(run: Run) -> None:
    run("build", write("a.txt", ATTACK), "-o", "graph.ttl")
    assert run("export", "graph.ttl", "-o", "one/") == Result(0, "", "")
    assert run("export", "one", "-o", "two/") == Result(0, "", "")
    run("build", "a.txt", "-o", "direct/")
    assert quads("one") == quads("two") == quads("direct")


@pytest.mark.parametrize("inputs", [["a.txt", "events.jsonl"], ["events.jsonl", "a.txt"]])
@pytest.mark.parametrize("output", ["news/", "graph.nq"])
def test_records_may_come_before_or_after_their_text(run: Run, inputs: list[str], output: str) -> None:
    write("a.txt", ATTACK)
    record = run("extract", "a.txt").events[0]
    write("events.jsonl", json.dumps({**record, "factuality": "possible"}) + "\n")
    assert run("build", *inputs, "-o", output) == Result(0, "", "")
    found = run("query", output, "events", "--format", "json")
    assert [row["factuality"] for row in json.loads(found.out)] == ["possible"]
    text = run("query", output, "SELECT ?t {text:a nif:isString ?t}", "--format", "json")
    assert json.loads(text.out) == [{"t": ATTACK}]


def test_standard_input_goes_into_a_folder(run: Run) -> None:
    process = start("build", "-", "-o", "news/")
    _, err = process.communicate((document("n1", ATTACK) + document("n2", MEETING)).encode("utf-8"))
    assert (process.returncode, err) == (0, b"")
    assert identifiers(run, "news") == {"n1", "n2"}


def test_faulty_documents_are_left_out_of_a_folder(run: Run) -> None:
    found = run("build", *batch(), "-o", "news/")
    assert found.status == 2
    assert found.err.endswith("tewn: 4 of 8 inputs could not be used\n")
    assert identifiers(run, "news") == {"a", "n1", "n4", "c"}


def test_folder_stays_when_nothing_could_be_used(run: Run) -> None:
    run("build", write("a.txt", ATTACK), "-o", "news/")
    before = quads("news")
    assert run("build", "none.txt", "-o", "news/").status == 2
    assert run("build", write("a.txt", ARABIC), "-o", "news/").status == 2
    assert quads("news") == before


def test_no_folder_is_made_when_nothing_could_be_used(run: Run) -> None:
    assert run("build", "none.txt", "-o", "news/").status == 2
    assert not Path("news").exists()


def test_records_that_are_all_faulty_do_not_empty_a_document(run: Run) -> None:
    run("build", write("a.txt", ATTACK), "-o", "news/")
    kept = quads("news/")
    event = json.loads(run("extract", "a.txt").out)
    wrong = write("wrong.jsonl", json.dumps({**event, "type": "NONE"}) + "\n")
    assert run("build", wrong, "-o", "news/").status == 2
    assert run("build", wrong, "a.txt", "-o", "news/").status == 2
    assert quads("news/") == kept


def test_what_a_killed_build_left_is_not_in_the_way(run: Run) -> None:
    write(f".graph.ttl.{os.getpid()}.part", "left")
    assert run("build", write("a.txt", ATTACK), "-o", "graph.ttl") == Result(0, "", "")


def test_base_of_identifiers_is_that_of_the_folder(run: Run) -> None:
    base = "https://news.example/id/"
    assert run("build", write("a.txt", ATTACK), "-o", "news/", "--base", base) == Result(0, "", "")
    assert run("build", write("c.txt", MEETING), "-o", "news/") == Result(0, "", "")
    assert "\nactor:tur-armed-forces" in run("query", "news", "SELECT DISTINCT ?a {?a plover:assault ?b}").out
    assert f"{base}actor/tur-armed-forces" in run("query", "news", "actors", "--format", "csv").out
    found = run("build", "a.txt", "-o", "news/", "--base", "https://other.example/")
    assert found.status == 2
    assert found.complaint == f"news: its identifiers stand under {base}, not under https://other.example/"
    assert run("build", "a.txt", "-o", "more/", "--base", "no iri").complaint.startswith("'no iri' cannot be the base")


def refused(arguments: str, complaint: str) -> tuple[list[str], str]:
    return arguments.split(), complaint


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        refused("query none/ dyads", "none: no such folder"),
        refused("query empty dyads", "empty: no store of tewn: store.json is missing"),
        refused("query a.txt/ dyads", "a.txt: this is a file, no folder"),
        refused("query newer dyads", "newer: written by another version of tewn (format 99, this one: 1)"),
        refused("build a.txt -o newer/", "newer: written by another version of tewn (format 99, this one: 1)"),
        refused("build a.txt -o other/", "other: no store of tewn: store.json is missing"),
        refused("build a.txt -o a.txt/", "a.txt: this is a file, no folder"),
        refused("build a.txt -o http://127.0.0.1:1/query", "http://127.0.0.1:1/query: cannot be reached: "),
        refused("export http://127.0.0.1:1 -o x.ttl", "http://127.0.0.1:1/query: cannot be reached: "),
        refused("query http:// dyads", "http://: no address of an endpoint; write it as in http"),
        refused("export news/ -o graph.tll", "graph.tll: no format has the suffix '.tll' (did you mean '.ttl'?);"),
        refused("export bad.ttl -o more/", "bad.ttl:2: "),
        refused("export foreign.ttl -o more.ttl", "http://a/x has no "),
        refused("query news dyad", "no question has the name 'dyad' (did you mean 'dyads'?); known are actors, dyads"),
        refused("query news dyads --actor Irann", "no actor of the graph is 'Irann'"),
        refused("query news dyads --actor=-XYZ", "no actor of the graph is '-XYZ'"),
        refused("query news events --place Nowhere", "no place of the graph is 'Nowhere'"),
        refused("query news dyads --type ASSULT", "unknown PLOVER type 'ASSULT' (did you mean 'ASSAULT'?); known "),
        refused("query news dyads --factuality true", "unknown factuality 'true'; known are actual, future,"),
        refused("query news dyads --by week", "unknown period 'week'; known are day, month, year, all"),
        refused("query news dyads --from 2021-13-01", "argument --from: '2021-13-01' is no date; write it as in"),
        refused("query news dyads --from 2021-02-01 --to 2021-01-01", "the first day, 2021-02-01, is after the last"),
        refused("query news dyads --limit 0", "argument --limit: '0' is no number from 1"),
        refused("query news dyads --format xml", "argument --format: invalid choice: 'xml'"),
        (
            ["query", "news", "ASK {}", "--actor", "x", "--by", "day"],
            "--actor, --by: only for a question by name (actors",
        ),
        (["query", "news", "ASK {"], "the query cannot be answered: error at 1:"),
        (["query", "news", ""], "the query cannot be answered: error at 1:"),
    ],
)
def test_wrong_place_or_question_is_one_line_and_changes_nothing(
    run: Run, arguments: list[str], complaint: str
) -> None:
    run("build", write("a.txt", ATTACK), "-o", "news/")
    write("bad.ttl", "@prefix a: <http://a/> .\na:b c:d e:f .\n")
    write("foreign.ttl", "<http://a/x> a <https://schema.org/NewsArticle> .\n")
    for folder in ("empty", "newer", "other"):
        Path(folder).mkdir()
    write("newer/store.json", '{"format": 99, "base": "https://a.example/"}')
    write("other/letter.txt", "x")
    before = quads("news")
    found = run(*arguments)
    assert (found.status, found.out) == (2, "")
    assert found.complaint.startswith(complaint)
    assert quads("news") == before
    assert [os.listdir(folder) for folder in ("empty", "newer", "other")] == [[], ["store.json"], ["letter.txt"]]
    assert Path("a.txt").read_text("utf-8") == ATTACK


def test_folder_in_use_is_named(run: Run) -> None:
    run("build", write("a.txt", ATTACK), "-o", "news/")
    with GraphStore("news"):
        assert run("build", "a.txt", "-o", "news/").complaint == "news: in use: another process has it open"
        assert run("query", "news/", "actors").status == 0
    with GraphStore("news", write=True):
        assert run("query", "news/", "actors").complaint == "news: in use: another process writes to it"


ASKED = {
    "--actor": (["dyads", "--actor", "Türkiye", "--type", "ASSAULT"], 1),
    "--actor in Sorani": (["dyads", "--actor", "تورکیا", "--type", "ASSAULT"], 1),
    "--actor by code": (["dyads", "--actor", "TUR-MIL"], 1),
    "--recipient": (["events", "--recipient", "TUR-CVL"], 1),
    "--involving": (["events", "--involving", "TUR"], 2),
    "--type": (["events", "--type", "CONSULT"], 1),
    "--factuality": (["events", "--factuality", "negated"], 0),
    "--place": (["events", "--place", "بەغدا"], 1),
    "--place by country": (["events", "--place", "Iraq"], 1),
    "--from": (["events", "--from", "2021-03-15"], 0),
    "--to": (["events", "--to", "2021-03-14"], 2),
    "--from --to": (["timeline", "--from", "2021-03-14", "--to", "2021-03-14"], 1),
    "--by": (["timeline", "--by", "all"], 1),
    "--limit": (["events", "--limit", "1"], 1),
    "all of them": (
        [
            *("events", "--actor", "TUR", "--type", "CONSULT", "--factuality", "actual", "--place", "Baghdad"),
            *("--from", "2021-01-01", "--to", "2021-12-31", "--names", "ckb", "--limit", "5"),
        ],
        1,
    ),
}


@pytest.mark.parametrize("case", ASKED)
@pytest.mark.parametrize("output", ["news/", "graph.ttl"])
def test_question_with_an_option(run: Run, case: str, output: str) -> None:
    run("build", write("a.txt", ATTACK), write("c.txt", MEETING), "--date", "2021-03-14", "-o", output)
    arguments, count = ASKED[case]
    found = run("query", output, *arguments, "--format", "json")
    assert (found.status, found.err) == (0, "")
    assert len(json.loads(found.out)) == count


@pytest.mark.parametrize("name", ["actors", "dyads", "timeline", "events", "sources", "contradictions"])
def test_answer_by_name_comes_as_table_csv_and_json(run: Run, name: str) -> None:
    run("build", write("a.txt", ATTACK), "-o", "news/")
    table, as_csv, as_json = (run("query", "news", name, "--format", form).out for form in ("table", "csv", "json"))
    rows = list(csv.reader(io.StringIO(as_csv)))
    assert table.splitlines()[0].split() == rows[0]
    assert len(table.splitlines()) - 2 == len(rows) - 1 == len(json.loads(as_json))


def test_names_are_in_the_language_asked_for(run: Run) -> None:
    run("build", write("a.txt", ATTACK), "-o", "news/")
    assert "Turkish Armed Forces" in run("query", "news", "actors").out
    assert "سوپای تورک" in run("query", "news", "actors", "--names", "ckb").out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_build_leaves_whole_documents_and_can_be_run_again(run: Run) -> None:
    write("many.jsonl", "".join(document(f"n{i:03}", f"{ATTACK} {MEETING}") for i in range(400)))
    process = start("build", "many.jsonl", "-o", "news/")

    def has_begun() -> bool:  # the journal grows with the first batch
        return any(log.stat().st_size for log in Path("news/oxigraph").glob("*.log"))

    end = time.monotonic() + 60
    while not has_begun():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.001)
    process.kill()
    process.communicate()
    whole = "SELECT ?doc (COUNT(?report) AS ?n) {?report prov:wasDerivedFrom ?doc} GROUP BY ?doc"
    found = json.loads(run("query", "news", whole, "--format", "json").out)
    assert {row["n"] for row in found} <= {2}
    assert run("build", "many.jsonl", "-o", "news/") == Result(0, "", "")
    assert len(identifiers(run, "news")) == 400
    run("build", "many.jsonl", "-o", "direct/")
    assert quads("news") == quads("direct")


# ---------------------------------------------------------------- help, and how it ends


@pytest.mark.parametrize("command", ["extract", "build", "export", "explain", "check", "query"])
def test_help_shows_an_example(run: Run, command: str) -> None:
    found = run(command, "--help")
    assert found.status == 0
    assert f"example:\n  tewn {command} " in found.out


def test_help_lists_the_commands(run: Run) -> None:
    found = run("--help")
    assert found.status == 0
    assert all(f"\n    {name} " in found.out for name in ("extract", "build", "export", "explain", "check", "query"))


def test_version(run: Run) -> None:
    assert run("--version").out == f"tewn {tewn.__version__}\n"


@pytest.mark.parametrize("arguments", ["", "extract", "build a.txt", "quarry", "extract a.txt --dat x"])
def test_wrong_usage_is_one_line(run: Run, arguments: str) -> None:
    found = run(*arguments.split())
    assert found.status == 2
    assert "--help" in found.complaint


def test_closed_pipe_is_quiet(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(document(f"n{i}", ATTACK) for i in range(500)), encoding="utf-8")
    process = start("extract", str(many))
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for other processes")
def test_interrupt_is_quiet() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a process in the background ignores it
    process = start("extract", "-")
    signal.signal(signal.SIGINT, before)
    assert process.stdin and process.stderr
    process.stdin.write(document("n1", ATTACK).encode("utf-8"))
    process.stdin.flush()
    time.sleep(4)  # until it waits for more
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 130
    assert process.stderr.read() == b""


def test_full_disk_is_named() -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full")
    with open("/dev/full", "wb") as full:
        process = start("extract", "-", stdout=full)
        _, err = process.communicate(ATTACK.encode("utf-8"))
    assert (process.returncode, err) == (2, b"tewn: standard output: No space left on device\n")


# ---------------------------------------------------------------- progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_and_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tewn.progress.SECONDS", 0.0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress(200) as progress:
        progress.advance(50)
    shown = terminal.getvalue()
    assert " 25%  1 documents" in shown
    assert shown.endswith("\r\x1b[K")


def test_progress_without_a_total_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tewn.progress.SECONDS", 0.0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress(None) as progress:
        progress.advance(50)
    assert terminal.getvalue().startswith("\r\x1b[K1 documents")


def test_progress_is_not_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tewn.progress.SECONDS", 0.0)
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with Progress(200) as progress:
        progress.advance(50)
    assert pipe.getvalue() == ""
