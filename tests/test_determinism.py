"""The same input gives the same bytes, whatever the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """
import sys
from tewn.cli import main
texts = sys.argv[1:]
assert main(["extract", "--date", "2021-03-14", *texts, "-o", "events.jsonl"]) == 0
for suffix in ("ttl", "nq", "jsonld", "graphml", "gexf", "dyads.graphml", "dyads.gexf"):
    assert main(["build", "--date", "2021-03-14", "events.jsonl", *texts, "-o", f"graph.{suffix}"]) == 0
"""


def results(folder: Path, seed: str) -> dict[str, bytes]:
    folder.mkdir()
    articles = sorted(str(path) for path in (ROOT / "examples").glob("*.txt"))
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", SCRIPT, *articles], cwd=folder, env=environment, check=True)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_hash_seed_changes_no_byte(tmp_path: Path) -> None:
    first, *others = (results(tmp_path / seed, seed) for seed in ("0", "1", "2"))
    assert len(first) == 8
    assert all(other == first for other in others)
