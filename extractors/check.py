"""Check rule files, and run the examples of their rules together with the rules that tewn ships with."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from ..ontology.errors import DataError, InputError
from ..ontology.plover import load_plover
from ..ontology.registry import load_registry
from .extractor import Extractor
from .language import Language, languages
from .rules.examples import run_examples


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and all faults found, each `file:line: rule: what`."""

    faults: tuple[str, ...]
    files: int
    rules: int
    examples: int


def check_rules(paths: Iterable[str | os.PathLike[str]] = (), *, language: str) -> Report:
    """Return the faults of rule files, or of all rule files that tewn ships with where no path is given.

    A folder stands for the `.toml` files in and below it. Rules of a folder `<code>/rules` are in the
    language of that code, others in `language`. Raises InputError where a path leads to no rule file.
    """
    by_language: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        for file in _rule_files(Path(path)):
            by_language[_language_of(file, language)].append(file)
    chosen = by_language or {code: [] for code in languages()}
    reports = [_check(code, files) for code, files in sorted(chosen.items())]
    return Report(
        tuple(fault for report in reports for fault in report.faults),
        *(sum(getattr(report, name) for report in reports) for name in ("files", "rules", "examples")),
    )


def _rule_files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(path.rglob("*.toml"))
        if not found:
            raise InputError(f"{path}: there is no rule file (.toml) in this folder")
        return found
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    return [path]


def _language_of(file: Path, language: str) -> str:
    folder = file.resolve().parent
    return folder.parent.name if folder.name == "rules" and folder.parent.name in languages() else language


def _check(code: str, chosen: list[Path]) -> Report:
    """Check the files chosen, or all that the language has, among all rules of the language."""
    language = Language(code, load_registry())
    own = {path.resolve() for path in chosen}
    shipped = [file for file in language.rule_files() if _resolved(file) not in own]
    paths: list[Traversable] = [*chosen, *shipped]
    files = len(chosen or shipped)
    try:
        rules = language.read_rules(paths, load_plover())
    except DataError as error:
        return Report(error.complaints, files, 0, 0)
    ids = {rule.id for rule in language.read_rules(chosen or shipped, load_plover())}
    wanted = [rule for rule in rules if rule.id in ids]
    outcomes = list(run_examples(wanted, Extractor(code, rules).extract))
    faults = tuple(str(outcome) for outcome in outcomes if outcome.complaint)
    return Report(faults, files, len(wanted), len(outcomes))


def _resolved(file: Traversable) -> Path | None:
    return file.resolve() if isinstance(file, Path) else None
