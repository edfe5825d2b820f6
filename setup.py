"""Compiles the engine with mypyc as tewn is installed, which doubles its speed; all else stands in pyproject.toml.

The same files run as plain Python. They do where there is no C compiler, and in an editable install, so that a change
shows at once. The environment variable TEWN_COMPILE decides otherwise: 0 compiles nothing, 1 compiles an editable
install too and makes it an error if the engine cannot be compiled.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

TOP = Path(__file__).resolve().parent
COMPILED = ("extractors/engine", "extractors/morphology", "extractors/text", "extractors/rules/model.py")
"""The folders and files that each sentence passes through."""

WISH = os.environ.get("TEWN_COMPILE", "")
PLAIN = "tewn is installed as plain Python, which gives the same events at half the speed"


def extensions() -> list[Extension]:
    """Return the extensions that mypyc makes of the engine, none where it cannot."""
    wanted = WISH == "1" or WISH != "0" and "bdist_wheel" in sys.argv
    if not wanted:
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:
        return _none("mypy is missing")
    tree = TOP / "build/mypyc"  # the packages where their names say they are, as mypyc wants them
    shutil.rmtree(tree, ignore_errors=True)
    for name in ("ontology", "extractors"):
        for source in (TOP / name).rglob("*.py"):
            copy = tree / "tewn" / source.relative_to(TOP)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    shutil.copy(TOP / "tewn/__init__.py", tree / "tewn")
    paths = [path for name in COMPILED for path in _modules(tree / "tewn" / name)]
    options = ["--ignore-missing-imports", "--follow-imports=silent", f"--cache-dir={tree / 'cache'}"]
    try:
        return mypycify(
            [*options, *map(str, paths)], opt_level="2", debug_level="0", target_dir=str(tree / "c"), group_name="tewn"
        )
    except SystemExit:
        return _none("mypyc refuses the engine")


def _modules(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(p for p in path.rglob("*.py") if p.name != "__init__.py")


def _none(reason: str) -> list[Extension]:
    if WISH == "1":
        sys.exit(f"TEWN_COMPILE=1, but {reason}")
    print(f"warning: {reason}; {PLAIN}", file=sys.stderr)
    return []


class BuildIfPossible(build_ext):
    """Builds all extensions or, where one fails, none."""

    def run(self) -> None:
        try:
            super().run()
        except Exception as failure:  # what a compiler's failure is depends on the platform
            if WISH == "1":
                raise
            for built in self.get_outputs():
                Path(built).unlink(missing_ok=True)
            self.extensions = _none(f"no C compiler could build the engine ({failure})")


setup(ext_modules=extensions(), cmdclass={"build_ext": BuildIfPossible})
