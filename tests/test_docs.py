"""The documents: commands run and print what is shown, those that set up stand in .ci/run, links lead to files."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_docs", ROOT / "scripts" / "refresh_docs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["refresh_docs"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


refresh_docs = load()
DOCUMENTS = refresh_docs.documents()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_print_what_the_document_shows(document: Path, tmp_path: Path) -> None:
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
