"""The documents: commands run and print what is shown, those that set up stand in .ci/run, links lead to files, and
the picture of the model shows what is in a graph.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import tewn
from tewn.ontology.vocabulary import load_vocabulary, prefixes

ROOT = Path(__file__).resolve().parent.parent


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


refresh_docs = load("refresh_docs")
draw_model = load("draw_model")
DOCUMENTS = refresh_docs.documents()
HAS_SPARK = bool(importlib.util.find_spec("pyspark") and shutil.which("java")) or "TEWN_REQUIRE_SPARK" in os.environ


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_print_what_the_document_shows(document: Path, tmp_path: Path) -> None:
    if not HAS_SPARK and "import SparkSession" in document.read_text("utf-8"):
        pytest.skip("Spark needs pyspark and Java")
    wrong = [
        f"{name(document)}:{outcome.line}: $ {outcome.command} (status {outcome.status})\n{outcome.printed}"
        for outcome in refresh_docs.run(document, tmp_path)
        if outcome.status or not outcome.is_current
    ]
    assert wrong == [], "\n".join([*wrong, "'make docs' writes the outputs anew"])


def test_commands_that_set_up_are_run_by_the_continuous_integration() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8").replace('"$python"', "python3").replace(" PYTHON=python3", "")
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    commands = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    assert commands
    assert [command for command in commands if command not in ci] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_to_files(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_picture_of_the_model_is_current() -> None:
    picture = (ROOT / "docs" / "images" / "model.svg").read_text("utf-8")
    assert picture == draw_model.draw(), "run scripts/draw_model.py docs/images/model.svg"


def test_picture_of_the_model_shows_what_is_in_the_graph_of_the_example() -> None:
    text = " ".join(draw_model.TEXT)
    assert text in (ROOT / "docs" / "graph.md").read_text("utf-8")
    document = tewn.Document("daquq", text, date(2021, 3, 14), "ckb")
    graph = tewn.to_rdf(tewn.Extractor("ckb").extract(document), [document]) + load_vocabulary()
    known = prefixes()

    def named(short: str) -> str:
        prefix, _, name = short.partition(":")
        return f"<{known[prefix]}{name}>"

    def described(box: str, variable: str) -> str:
        words, type = draw_model.BOXES[box].name, draw_model.BOXES[box].type
        concept = f"FILTER({variable} = {named(words)}) " if type == "skos:Concept" else ""
        quote = f'{variable} nif:anchorOf "{words}"@ckb . ' if type == "nif:OffsetBasedString" else ""
        return concept + quote + (f"{variable} a {named(type)} . " if type else "")

    for start, property, end in draw_model.ARROWS:
        pattern = f"?a {named(property)} ?b . {described(start, '?a')}{described(end, '?b')}"
        assert tewn.query(graph, f"ASK {{ {pattern} }}").rows == ((True,),), (start, property, end)
