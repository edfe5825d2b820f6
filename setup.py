"""Compiles the engine with mypyc as tewn is installed, which doubles its speed; all else stands in pyproject.toml.

The same files run as plain Python. They do where there is no C compiler, and in an editable install, so that a change
shows at once. The environment variable TEWN_COMPILE decides otherwise: 0 compiles nothing, 1 compiles an editable
install too and makes it an error if the engine cannot be compiled.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

TOP = Path(__file__).resolve().parent
COMPILED = (
    "extractors/engine",
    "extractors/identify.py",
    "extractors/morphology",
    "extractors/rules/model.py",
    "extractors/text",
)
"""The folders and files that each sentence passes through."""


def wish() -> str:
    """Return what the user says of compiling: 0 no, 1 by all means, nothing where it can be done."""
    return os.environ.get("TEWN_COMPILE", "")


def is_wanted(command: Sequence[str]) -> bool:
    """Tell whether a command line of setuptools is to compile: one that makes a wheel to install, no editable one."""
    return wish() == "1" or wish() != "0" and "bdist_wheel" in command


def extensions(tree: Path) -> list[Extension]:
    """Return the extensions that mypyc makes of the engine, none where it cannot; `tree` is a folder to work in."""
    try:
        from mypyc.build import mypycify
    except ImportError:
        return none("mypy is missing")
    shutil.rmtree(tree, ignore_errors=True)
    sources = [TOP / "tewn/__init__.py"]
    sources += [path for folder in ("ontology", "extractors") for path in (TOP / folder).rglob("*.py")]
    for source in sources:  # to where the names of the packages say that they are, as mypyc wants them
        within = source.relative_to(TOP)
        copy = tree / (within if within.parts[0] == "tewn" else "tewn" / within)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copy)
    paths = [str(path) for name in COMPILED for path in modules(tree / "tewn" / name)]
    options = ["--ignore-missing-imports", "--follow-imports=silent", f"--cache-dir={tree / 'cache'}"]
    try:
        found = mypycify(
            [*options, *paths], opt_level="3", debug_level="0", target_dir=str(tree / "c"), group_name="tewn"
        )
    except SystemExit:  # it has printed why
        return none("mypyc refuses the engine")
    return [one for one in found if isinstance(one, Extension)]


def modules(path: Path) -> list[Path]:
    """Return a file, or the modules in a folder; what makes folders packages stays as it is."""
    return [path] if path.is_file() else sorted(p for p in path.rglob("*.py") if p.name != "__init__.py")


def none(reason: str) -> list[Extension]:
    """Say that nothing is compiled, and why; exit where that is an error."""
    if wish() == "1":
        sys.exit(f"TEWN_COMPILE=1, but {reason}")
    print(f"warning: {reason}: tewn is plain Python here, with the same events at half the speed", file=sys.stderr)
    return []


class BuildIfPossible(build_ext):
    """Builds all extensions or, where one fails, none."""

    def run(self) -> None:
        try:
            super().run()
        except Exception as failure:  # what a compiler's failure is depends on the platform
            for built in self.get_outputs():
                Path(built).unlink(missing_ok=True)
            self.extensions = none(f"no C compiler could build the engine ({failure})")

    def build_extensions(self) -> None:
        if self.compiler.compiler_type == "unix":
            for extension in self.extensions:  # its functions call each other without a detour
                extension.extra_compile_args.append("-fvisibility=hidden")
        super().build_extensions()


if __name__ == "__main__":
    setup(
        ext_modules=extensions(TOP / "build/mypyc") if is_wanted(sys.argv) else [],
        cmdclass={"build_ext": BuildIfPossible},
    )
