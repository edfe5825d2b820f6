"""Code documents, each in its own language, with one extractor for each language."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

from .. import ontology
from ..ontology.compiled import compiled
from ..ontology.errors import InputError, nearest
from ..ontology.model import Document, Event
from ..ontology.registry import load_registry
from .extractor import Extractor
from .identify import identify
from .language import languages

AUTO = "auto"
"""In place of a language: the text tells it."""


def code(document: Document) -> list[Event]:
    """Return the events of a document. Raises InputError as `resolved` does."""
    document = resolved(document)
    return extractor_for(document.language or "").extract(document)


def resolved(document: Document) -> Document:
    """Return a document with the code of its language in `language`; where that is `AUTO` or none, the text tells it.

    Raises InputError where the language is unknown or undecided, and where the text looks
    like one in another language than said.
    """
    try:
        language = _said(document)
        doubt = _doubt(document.text, language)
        if doubt:
            raise InputError(doubt)
    except InputError as error:
        raise InputError(f"document {document.id}: {error}") from None
    return replace(document, language=language or identify(document.text).language)


def language_or_first(document: Document) -> tuple[str, str | None]:
    """Return the language to read a document in, and what makes `resolved` refuse it, if anything does.

    It is the first of `languages()` where none is said and the text tells none of them.
    Raises InputError where the language is unknown.
    """
    language = _said(document)
    told = language or identify(document.text).language
    return told if told and told in languages() else languages()[0], _doubt(document.text, language)


def _said(document: Document) -> str | None:
    return None if document.language in (None, AUTO) else language_code(document.language or "")


def _doubt(text: str, said: str | None) -> str | None:
    found = identify(text)
    if said:
        other = found.language not in (None, said)
        return f"this looks like {_name(found.language or '')}, not {_name(said)}" if other else None
    if found.language in languages():
        return None
    known = ", ".join(_name(code) for code in languages())
    if not found.language:
        return f"its language is undecided ({found.reason}), give it; known: {known}"
    return f"this looks like {_name(found.language)}, which cannot be coded yet; known: {known}"


@cache
def extractor_for(language: str) -> Extractor:
    """Return the extractor of a language with the rules that tewn ships with, the same at each call."""
    registry, folder = load_registry(), Path(__file__).parent
    code = (path for path in folder.iterdir() if path.suffix == ".py" or path.is_dir() and path.name[0].isalpha())
    sources = [Path(ontology.__file__).parent, *sorted(path for path in code if path.name != "languages")]
    make = partial(Extractor, language, registry=registry)
    return compiled(language, [*sources, folder / "languages" / language], make, {"": registry, **registry.entities})


def fingerprint() -> str:
    """Return a digest of the code, rules and tables that events come from: other ones may give other events."""
    digest = hashlib.sha256()
    for folder in (Path(ontology.__file__).parent, Path(__file__).parent):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in (".py", ".toml", ".tsv") and path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def language_code(tag: str) -> str:
    """Return the code, among `languages()`, of a BCP 47 language tag. Raises InputError for others."""
    known = languages()
    for code in (tag.lower(), tag.lower().partition("-")[0]):
        if code in known:
            return code
    raise InputError(f"unknown language {tag!r}; known: {', '.join(known)}{nearest(tag, known)}")


@cache
def _name(code: str) -> str:
    """Return the name of a language, with its code."""
    folder = files(__package__) / "languages"
    names = tomllib.loads((folder / "names.toml").read_text(encoding="utf-8"))
    profile = folder / code / "language.toml"
    own = tomllib.loads(profile.read_text(encoding="utf-8"))["name"] if profile.is_file() else None
    return f"{own or names.get(code, code)} ({code})"
