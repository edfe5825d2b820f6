"""The script that compiles the engine when tewn is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from setuptools import Distribution, Extension

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tewn_setup", ROOT / "setup.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("wish", "command", "wanted"),
    [
        ("", "bdist_wheel", True),
        ("", "editable_wheel", False),
        ("", "egg_info", False),
        ("", "sdist", False),
        ("0", "bdist_wheel", False),
        ("1", "editable_wheel", True),
    ],
)
def test_when_it_compiles(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, wish: str, command: str, wanted: bool
) -> None:
    monkeypatch.setenv("TEWN_COMPILE", wish)
    assert script.is_wanted(["setup.py", command]) is wanted


def test_what_is_compiled_exists(script: ModuleType) -> None:
    names = {path.name for name in script.COMPILED for path in script.modules(ROOT / name)}
    assert {"coder.py", "phrases.py", "analyzer.py", "normalization.py", "model.py"} <= names
    assert "__init__.py" not in names


def test_mypyc_takes_the_engine(script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("mypyc")
    monkeypatch.setenv("TEWN_COMPILE", "1")
    made = script.extensions(tmp_path / "mypyc")
    assert {"tewn.extractors.engine.coder", "tewn.extractors.morphology.analyzer"} <= {one.name for one in made}


@pytest.mark.parametrize("wish", ["", "1"])
def test_without_a_compiler_it_stays_plain(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], wish: str
) -> None:
    monkeypatch.setenv("TEWN_COMPILE", wish)
    monkeypatch.chdir(tmp_path)
    Path("wrong.c").write_text("no C at all\n", encoding="utf-8")
    build = script.BuildIfPossible(Distribution({"name": "t", "ext_modules": [Extension("t.wrong", ["wrong.c"])]}))
    build.build_lib, build.build_temp, build.force = "lib", "temp", True
    build.ensure_finalized()
    half = Path(build.get_outputs()[0])
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half of it")
    if wish:
        with pytest.raises(SystemExit, match="TEWN_COMPILE=1, but no C compiler could build the engine"):
            build.run()
    else:
        build.run()
        assert "with the same events at half the speed" in capsys.readouterr().err
    assert not half.exists()
    assert not list(tmp_path.rglob("*.so"))
