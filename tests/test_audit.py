"""The audit of packages: a vulnerability fails it, a network that is not there does not."""

from __future__ import annotations

import json
import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    """The script."""
    spec = spec_from_file_location("audit", Path(__file__).resolve().parents[1] / "scripts" / "audit.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1, text, ""))


def test_a_vulnerability_fails(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = {"id": "PYSEC-1", "fix_versions": ["2.0"], "aliases": [], "description": "x"}
    found = [
        {"name": "networkx", "version": "1.0", "vulns": [fault]},
        {"name": "regex", "version": "1.0", "vulns": []},
        {"name": "odd", "skip_reason": "not found"},
    ]
    answers(monkeypatch, json.dumps({"dependencies": found, "fixes": []}))
    assert audit.main() == 1
    assert capsys.readouterr().out.splitlines() == [
        "audit: networkx 1.0: PYSEC-1, mended in ['2.0']",
        "audit: 2 packages looked up, 1 vulnerabilities",
        "audit: not known to the service: odd",
    ]


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"a": 1}'])
def test_no_answer_is_said_and_passes(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    answers(monkeypatch, text)
    assert audit.main() == 0
    assert "cannot be reached" in capsys.readouterr().out


def test_an_answer_that_does_not_come_passes(audit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pip_audit", audit.SECONDS)

    monkeypatch.setattr(subprocess, "run", wait)
    assert audit.main() == 0


def test_what_is_looked_up_is_what_tewn_needs_to_run(audit: ModuleType) -> None:
    assert {"networkx", "pyoxigraph", "rdflib", "regex", "pyparsing"} <= set(audit.installed("tewn"))
    assert "pytest" not in audit.installed("tewn") and "tewn" not in audit.installed("tewn")
