"""The bundle in the package is what the sources give, and says whose work is in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tewn.graph.look import messages
from tewn.graph.payload import payload

ROOT = Path(__file__).resolve().parents[3] / "graph" / "explorer"
BUNDLE = ROOT / "bundle"
ARABIC = re.compile("[\u0600-\u06ff]")


def test_it_is_current(tmp_path: Path) -> None:
    if not (shutil.which("node") and (ROOT / "node_modules").is_dir()):
        assert "TEWN_REQUIRE_BUNDLE" not in os.environ, "Node.js or graph/explorer/node_modules is missing"
        pytest.skip("needs Node.js and 'npm ci' in graph/explorer")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=ROOT, check=True, timeout=120)
    for file in sorted(BUNDLE.iterdir()):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), f"'make explorer' makes {file.name} anew"


def test_the_lock_file_names_versions_but_no_hosts() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert locked["packages"][""]["devDependencies"] == wanted
    for name, package in locked["packages"].items():
        assert not name or package["integrity"].startswith("sha512-")
        assert "resolved" not in package


def test_licences_of_all_that_is_in_it_are_there() -> None:
    notices = (BUNDLE / "LICENSES.txt").read_text("utf-8")
    for name in ("sigma", "graphology", "d3-geo", "topojson-client", "world-atlas"):
        assert re.search(rf"^{name} \d+\.\d+\.\d+ \((MIT|ISC|BSD-3-Clause)\)$", notices, re.MULTILINE)


@pytest.mark.parametrize("path", sorted((ROOT / "src").iterdir()), ids=lambda path: path.name)
def test_no_word_of_the_interface_stands_in_a_program(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not ARABIC.search(text)
    assert "innerHTML" not in text
    assert "insertAdjacentHTML" not in text


def test_every_message_that_a_program_says_is_there_and_every_one_is_said() -> None:
    programs = "".join(path.read_text("utf-8") for path in (ROOT / "src").glob("*.js"))
    programs += (ROOT.parent / "picture.py").read_text("utf-8")
    known = set(messages()["en"])
    said = set(re.findall(r"""say\(["'](\w+)["']""", programs)) | set(re.findall(r"messages\.(\w+)", programs))
    kinds = set(re.findall(r"say\(`(\w+_)\$", programs))
    assert said - known - kinds == set()
    used = {key for key in known if re.search(rf"""["'.]{key}\b""", programs) or key.startswith(tuple(kinds))}
    used |= set(payload([])["roles"])  # said of each mark
    assert known - used == set()
