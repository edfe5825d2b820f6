"""Code documents, each in its own language, with one extractor for each language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ..ontology.errors import InputError, nearest
from ..ontology.model import Document, Event
from .extractor import Extractor
from .identify import identify_language
from .language import languages


def code(document: Document) -> list[Event]:
    """Return the events of a document whose `language` is given.

    Raises InputError where the language is unknown and where the text looks like one in another language.
    """
    try:
        language = language_code(document.language or "")
        require_language(document.text, language)
    except InputError as error:
        raise InputError(f"document {document.id}: {error}") from None
    return extractor_for(language).extract(document)


@cache
def extractor_for(language: str) -> Extractor:
    """Return the extractor of a language with the rules that tewn ships with, the same at each call."""
    return Extractor(language)


def language_code(tag: str) -> str:
    """Return the code, among `languages()`, of a BCP 47 language tag. Raises InputError for others."""
    known = languages()
    for code in (tag.lower(), tag.lower().partition("-")[0]):
        if code in known:
            return code
    raise InputError(f"unknown language {tag!r}; known: {', '.join(known)}{nearest(tag, known)}")


def require_language(text: str, language: str) -> None:
    """Raise InputError where a text looks like one in another language than the code says."""
    other = identify_language(text)
    if other is None or other == language:
        return
    found, given = (f"{_name(code)} ({code})" for code in (other, language))
    raise InputError(f"this looks like {found}, not {given}")


def _name(code: str) -> str:
    folder = files(__package__) / "languages"
    names = tomllib.loads((folder / "names.toml").read_text(encoding="utf-8"))
    profile = folder / code / "language.toml"
    own = tomllib.loads(profile.read_text(encoding="utf-8"))["name"] if profile.is_file() else None
    return str(own or names.get(code, code))
