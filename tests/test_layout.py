"""The shape of the tree: packages and their data, an engine without languages, no hidden characters."""

from __future__ import annotations

import ast
import io
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path
from tokenize import COMMENT, STRING, TokenInfo, generate_tokens

import pytest

from tewn.extractors.language import languages

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FOLDERS = ("ontology", "extractors", "graph")
SKIPPED = {".git", ".venv", "build", "dist", "__pycache__", "node_modules"}
EXPLORER = ROOT / "graph" / "explorer"  # its sources are not packaged, only what is made of them
ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ENGINE = sorted(path for path in (ROOT / "extractors").rglob("*.py") if "__pycache__" not in path.parts)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_files() -> list[Path]:
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if SKIPPED & set(parts) or any(part.endswith(("_cache", ".egg-info")) for part in parts):
            continue
        if path.is_file() and parts[0] != ".hypothesis" and path.suffix not in (".so", ".pyd"):  # the compiled engine
            found.append(path)
    return found


def test_packages_are_those_on_disk() -> None:
    on_disk = {"tewn"} | {
        f"tewn.{'.'.join(path.parent.relative_to(ROOT).parts)}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("__init__.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == on_disk


def test_every_data_file_is_packaged() -> None:
    patterns = [
        (ROOT.joinpath(*package.split(".")[1:]) if package != "tewn" else ROOT / "tewn", pattern)
        for package, listed in PROJECT["tool"]["setuptools"]["package-data"].items()
        for pattern in listed
    ]
    folders = {ROOT / folder for folder in FOLDERS}
    sources = {EXPLORER / one for one in ("src", ".npmrc", "build.mjs", "package.json", "package-lock.json")}
    data = [
        path
        for path in text_files()
        if folders & set(path.parents) and path.suffix != ".py" and not sources & {path, *path.parents}
    ]
    left_out = [
        name(path)
        for path in data
        if not any(
            folder in path.parents
            and path.relative_to(folder).as_posix().count("/") == pattern.count("/")
            and fnmatch(path.relative_to(folder).as_posix(), pattern)
            for folder, pattern in patterns
        )
    ]
    assert data
    assert left_out == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_folder_imports_under_the_one_name(folder: str) -> None:
    link = ROOT / "tewn" / folder
    if link.is_symlink():
        assert link.resolve() == ROOT / folder
    assert files(f"tewn.{folder}").joinpath("__init__.py").is_file()


def test_run_time_dependencies_are_the_four_agreed() -> None:
    names = {re.split("[<>=~! ]", one)[0] for one in PROJECT["project"]["dependencies"]}
    assert names == {"regex", "networkx", "rdflib", "pyoxigraph"}


def code_tokens(path: Path) -> Iterator[TokenInfo]:
    """Yield the tokens of a module but for comments and docstrings, whose examples may be in any language."""
    text = path.read_text("utf-8")
    docstrings = {node.lineno for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr)}
    for token in generate_tokens(io.StringIO(text).readline):
        if token.type != COMMENT and not (token.type == STRING and token.start[0] in docstrings):
            yield token


@pytest.mark.parametrize("path", ENGINE, ids=name)
def test_engine_holds_no_word_of_a_language(path: Path) -> None:
    found = [token for token in code_tokens(path) if ARABIC.search(token.string)]
    assert [f"{name(path)}:{token.start[0]}: {token.string}" for token in found] == []


@pytest.mark.parametrize("path", ENGINE, ids=name)
def test_engine_names_no_language(path: Path) -> None:
    names = tomllib.loads((ROOT / "extractors" / "languages" / "names.toml").read_text("utf-8"))
    code = re.compile(rf"[a-z]*[\"']({'|'.join(sorted({*languages(), *names}))})([._-]\w*)?[\"']")
    found = [token for token in code_tokens(path) if code.fullmatch(token.string)]
    assert [f"{name(path)}:{token.start[0]}: {token.string}" for token in found] == []


def test_languages_are_data_alone() -> None:
    folder = ROOT / "extractors" / "languages"
    assert [name(path) for path in folder.rglob("*.py") if path != folder / "__init__.py"] == []


def test_no_file_holds_a_bidi_control_character() -> None:
    found = []
    for path in text_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name(path)}:{i}" for i, line in enumerate(text.split("\n"), 1) if BIDI.search(line)]
    assert found == []
