"""Read and check rule files: every fault of every file at once, each with file, line and rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import Any

import regex

from ...ontology.errors import DataError, nearest
from ...ontology.model import FACTUALITIES
from ...ontology.plover import Plover
from .lines import Path, line_index, line_of
from .model import CONSTITUENTS, CONTENTS, FRAMES, KINDS, ROLES, SYNTACTIC_MARKERS, Example, Rule
from .shapes import shape_faults

_TRIGGER_KEY = {"verb": "lemma", "light-verb": "nominal", "noun": "noun", "adjective": "adjective"}
_COMMON = {
    "id", "kind", "type", "mode", "contexts", "cameo", "gloss", "frame", "roles", "content", "polarity",
    "unless", "requires", "needs", "match", "no_match",
}  # fmt: skip
_BIDI = regex.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_ESCAPED_BIDI = regex.compile(r"\\u(?:200[ef]|061c|202[a-e]|206[6-9])", regex.IGNORECASE)
_TOML_LINE = regex.compile(r"\(at line (\d+)")
_SLUG = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(slots=True)
class _File:
    """A rule file while it is read."""

    name: str
    language: str
    plover: Plover
    markers: Mapping[str, str]
    any_needs: bool
    index: dict[Path, int]
    complaints: list[tuple[int, str]] = field(default_factory=list)

    def complain(self, path: Path, what: str, rule: str = "") -> None:
        where = f"{rule}: " if rule else ""
        self.complaints.append((line_of(self.index, path), where + what))


def read_rules(
    paths: Iterable[Traversable], language: str, plover: Plover, markers: Mapping[str, str], any_needs: bool = False
) -> tuple[Rule, ...]:
    """Return the rules of some files, in the order of the files' names and lines.

    `markers` maps every written form of the language's adpositions to the marker's
    name; with `any_needs` a rule may need any of its roles, else only those under an
    adposition. Raises DataError with every fault of every file.
    """
    rules: list[Rule] = []
    complaints: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted(paths, key=lambda p: p.name):
        name = _shown(path)
        try:
            text = path.read_text(encoding="utf-8")
            table = tomllib.loads(text)
        except UnicodeDecodeError as error:
            complaints.append(f"{name}:1: not UTF-8 text: {error.reason} at byte {error.start}")
            continue
        except tomllib.TOMLDecodeError as error:
            where = _TOML_LINE.search(str(error))
            complaints.append(f"{name}:{where.group(1) if where else 1}: not valid TOML: {error}")
            continue
        except (ValueError, RecursionError):
            complaints.append(f"{name}:1: a number with thousands of digits, or tables nested thousands deep")
            continue
        file = _File(name, language, plover, markers, any_needs, line_index(text))
        for number, line in enumerate(text.splitlines(), 1):
            if _BIDI.search(line) or _ESCAPED_BIDI.search(line):
                file.complaints.append((number, "a bidirectional control character; take it out"))
        rules += _rules(file, table, seen)
        complaints += [f"{name}:{line}: {what}" for line, what in sorted(file.complaints)]
    if complaints:
        raise DataError(complaints)
    return tuple(rules)


def _shown(path: Traversable) -> str:
    """Return the path as the user gave it; of a file that ships with tewn the part from the language on."""
    parts = PurePath(str(path)).parts
    if "languages" in parts:
        return "/".join(parts[parts.index("languages") + 1 :])
    return str(path)


def _rules(file: _File, table: Mapping[str, Any], seen: dict[str, str]) -> Iterable[Rule]:
    for key in table:
        if key != "rule":
            file.complain((key,), f"unknown table {key!r}; a rule file holds [[rule]] tables")
    rows = table.get("rule", [])
    if not isinstance(rows, list):
        file.complain(("rule",), "rules stand in a list of tables: write [[rule]]")
        return
    for number, row in enumerate(rows):
        rule = _rule(file, ("rule", number), row)
        if rule is None:
            continue
        if rule.id in seen:
            file.complain(("rule", number, "id"), f"id already taken in {seen[rule.id]}", rule.id)
        seen.setdefault(rule.id, f"{file.name}:{rule.line}")
        yield rule


def _rule(file: _File, path: Path, row: Any) -> Rule | None:
    before = len(file.complaints)
    name = str(row.get("id", "a rule without id")) if isinstance(row, Mapping) else ""
    for within, fault in shape_faults(row):
        file.complain((*path, *within), fault, name)
    if len(file.complaints) > before:
        return None
    kind = row.get("kind")
    if kind not in KINDS:
        file.complain(
            (*path, "kind"), f"unknown kind {kind!r}; allowed: {', '.join(KINDS)}{nearest(str(kind), KINDS)}", name
        )
        return None
    trigger_key = _TRIGGER_KEY[kind]
    allowed = _COMMON | {trigger_key} | ({"light"} if kind == "light-verb" else set())
    for key in row:
        if key not in allowed:
            file.complain((*path, key), f"unknown key {key!r}{nearest(key, allowed)}", name)
    for key in ("id", "type", "gloss", trigger_key, *(["light"] if kind == "light-verb" else [])):
        if not row.get(key):
            file.complain(path, f"missing key {key!r}", name)
    _check_id(file, path, name)
    _check_plover(file, path, row, name)
    roles = _roles(file, path, row, name)
    _check_needs(file, path, row, roles, name)
    examples = tuple(_examples(file, path, row, roles, name))
    if len(file.complaints) > before:
        return None
    return Rule(
        id=name,
        kind=kind,
        type=row["type"],
        mode=row.get("mode"),
        contexts=_strings(row.get("contexts", ())),
        cameo=row.get("cameo"),
        gloss=row["gloss"],
        triggers=_strings(row[trigger_key]),
        light=_strings(row.get("light", ())),
        roles=roles,
        content=row.get("content"),
        polarity=row.get("polarity"),
        unless=frozenset(_strings(row.get("unless", ()))),
        requires=frozenset(_strings(row.get("requires", ()))),
        needs=_strings(row.get("needs", ())),
        examples=examples,
        file=file.name,
        line=line_of(file.index, path),
    )


def _check_needs(file: _File, path: Path, row: Mapping[str, Any], roles: Mapping[str, Any], name: str) -> None:
    """Complain of what a rule needs and no phrase can be: no role of it, or one that its word order does not tell."""
    marked = [r for r, markers in roles.items() if file.any_needs or not set(markers) <= set(SYNTACTIC_MARKERS)]
    able = [*marked, *(CONSTITUENTS if file.any_needs else ())]
    which = "role of the rule" if file.any_needs else "role of the rule under an adposition"
    for role in _strings(row.get("needs", ())):
        if role not in able:
            listed = ", ".join(able) or "none"
            fault = f"{role!r} is no {which}; allowed: {listed}{nearest(role, able)}"
            file.complain((*path, "needs"), fault, name)


def _strings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check_id(file: _File, path: Path, name: str) -> None:
    parts = name.split(".")
    if len(parts) != 3 or parts[0] != file.language or not _SLUG.fullmatch(parts[2]):
        file.complain((*path, "id"), f"an id has the form {file.language}.<type>.<ascii-slug>", name)


def _check_plover(file: _File, path: Path, row: Mapping[str, Any], name: str) -> None:
    plover = file.plover
    event_type = str(row.get("type", ""))
    if event_type not in plover.types:
        if event_type:
            file.complain((*path, "type"), f"unknown type {event_type!r}{nearest(event_type, plover.types)}", name)
        return
    mode = row.get("mode")
    modes = tuple(plover.modes(event_type))
    if mode is not None and mode not in modes:
        listed = ", ".join(modes) or "none"
        file.complain(
            (*path, "mode"), f"unknown mode {mode!r} of {event_type}; allowed: {listed}{nearest(mode, modes)}", name
        )
    code = row.get("cameo")
    if code is not None and code not in plover.cameo:
        file.complain((*path, "cameo"), f"unknown CAMEO code {code!r}{nearest(code, plover.cameo)}", name)
    for context in _strings(row.get("contexts", ())):
        if context not in plover.contexts:
            file.complain((*path, "contexts"), f"unknown context {context!r}{nearest(context, plover.contexts)}", name)
    for key, allowed in (("content", CONTENTS), ("polarity", ("negative",))):
        if row.get(key) is not None and row[key] not in allowed:
            file.complain((*path, key), f"unknown {key} {row[key]!r}; allowed: {', '.join(allowed)}", name)


def _roles(file: _File, path: Path, row: Mapping[str, Any], name: str) -> dict[str, tuple[str, ...]]:
    frame = row.get("frame")
    if frame is not None and frame not in FRAMES:
        file.complain(
            (*path, "frame"),
            f"unknown frame {frame!r}; allowed: {', '.join(FRAMES)}{nearest(str(frame), FRAMES)}",
            name,
        )
        frame = None
    roles: dict[str, tuple[str, ...]] = dict(FRAMES[frame]) if frame else {}
    allowed = {*file.markers, *SYNTACTIC_MARKERS}
    for role, value in row.get("roles", {}).items():
        where = (*path, "roles", role)
        if role not in ROLES:
            file.complain(where, f"unknown role {role!r}; allowed: {', '.join(ROLES)}{nearest(role, ROLES)}", name)
            continue
        for marker in _strings(value):
            if marker not in allowed:
                file.complain(where, f"unknown marker {marker!r}{nearest(marker, allowed)}", name)
        roles[role] = tuple(dict.fromkeys(file.markers.get(marker, marker) for marker in _strings(value)))
    taken: dict[str, str] = {}
    for role, markers in roles.items():
        for marker in markers:
            if marker in taken and marker != "subject" and not (file.any_needs and row.get("kind") == "noun"):
                file.complain((*path, "roles", role), f"marker {marker!r} already stands for {taken[marker]!r}", name)
            taken.setdefault(marker, role)
    if not roles:
        file.complain(path, "no roles: give [rule.roles] or a frame", name)
    return roles


def _examples(
    file: _File, path: Path, row: Mapping[str, Any], roles: Mapping[str, Any], name: str
) -> Iterable[Example]:
    for kind in ("match", "no_match"):
        rows = row.get(kind, ())
        if not rows:
            file.complain(path, f"no [[rule.{kind}]]: a rule needs at least one", name)
        for number, example in enumerate(rows):
            found = _example(file, (*path, kind, number), example, roles, kind == "match", name)
            if found:
                yield found


def _example(
    file: _File, path: Path, row: Mapping[str, Any], roles: Mapping[str, Any], positive: bool, name: str
) -> Example | None:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        file.complain(path, "an example needs 'text'", name)
        return None
    names = {"actor", "recipient", "instrument"}
    allowed = {"text", "gloss", *({"factuality", *names} if positive else {"why"})}
    for key in row:
        if key not in allowed:
            file.complain((*path, key), f"unknown key {key!r}{nearest(key, allowed)}", name)
    if not positive and not row.get("why"):
        file.complain(path, "say 'why' this sentence must not match", name)
    if row.get("factuality") not in (None, *FACTUALITIES):
        file.complain(
            (*path, "factuality"), f"unknown factuality {row['factuality']!r}; allowed: {', '.join(FACTUALITIES)}", name
        )
    spans: dict[str, tuple[str, ...]] = {}
    for role in sorted(names & set(row)):
        spans[role] = _strings(row[role])
        if roles and role == "instrument" and role not in roles:  # others may come from around the predicate
            file.complain((*path, role), f"the rule has no role {role!r}", name)
            continue
        for span in spans[role]:
            if span not in text:
                file.complain((*path, role), f"{span!r} does not stand in the text", name)
            elif text.count(span) > 1:
                file.complain((*path, role), f"{span!r} stands more than once in the text: change the text", name)
    return Example(text, row.get("gloss", ""), line_of(file.index, path), spans, row.get("factuality"), row.get("why"))
