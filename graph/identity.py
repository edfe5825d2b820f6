"""Which node a participant, a place or a document is: stable names, safe in an IRI."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

from ..ontology.model import Location, Participant

_SAFE = re.compile(r"(?!n-)[A-Za-z](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def local_name(identifier: str) -> str:
    """Return an identifier as the last part of an IRI; different identifiers give different names.

    It starts with a letter. What is plain ASCII stays as it is; anything else is named
    `n-`, what is left of it, and a hash.

    >>> local_name("irn-irgc")
    'irn-irgc'
    >>> local_name("2026/11 <1>")
    'n-2026-11-1-d39f70487f1e84c4'
    """
    return identifier if _SAFE.fullmatch(identifier) else minted(identifier, identifier)


@lru_cache(maxsize=100_000)
def minted(seen: str, hashed: str) -> str:
    """Return a name from what a reader may see and what makes it unique.

    >>> minted("IRN-MIL", "IRN-MIL")
    'n-irn-mil-87c363b46cbdd187'
    """
    slug = re.sub("[^a-z0-9]+", "-", seen.lower())[:40].strip("-")
    digest = sha256(hashed.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return "-".join(part for part in ("n", slug, digest) if part)


def actor_name(participant: Participant) -> str:
    """Return the name of a participant's node.

    The same entity of the registry is the same node. Where there is no entity, the
    same code with the same label is, or where there is none with the same words, whatever
    their case and spacing; and where there is neither, the code alone. The label of what
    takes up somebody named before ("the minister") is the name before.

    >>> actor_name(Participant("Iran", 0, 4, "IRN-GOV", entity="irn"))
    'irn'
    >>> a = actor_name(Participant("The  gunmen", 0, 11, "IRQ-REB"))
    >>> a == actor_name(Participant("the gunmen", 40, 50, "IRQ-REB"))
    True
    """
    if participant.entity:
        return local_name(participant.entity)
    words = participant.label or participant.text or ""
    return minted(participant.code, f"{participant.code} {folded(words)}")


def place_name(place: Location) -> str:
    """Return the name of a place's node: its entity, or else its words.

    >>> place_name(Location("Erbil", 0, 5, entity="erbil"))
    'erbil'
    """
    return local_name(place.entity) if place.entity else minted("place", folded(place.text))


def actor_label(participant: Participant) -> str:
    """Return what to call a participant: its label, or else its words, or else its code.

    >>> actor_label(Participant(None, None, None, "IRN-GOV"))
    'IRN-GOV'
    """
    return participant.label or participant.text or participant.code


def country_and_sector(code: str) -> tuple[str | None, str | None]:
    """Return the two parts of an actor code.

    >>> country_and_sector("IRN-MIL"), country_and_sector("IGO:UNO"), country_and_sector("-REB")
    (('IRN', 'MIL'), ('IGO:UNO', None), (None, 'REB'))
    """
    country, _, sector = code.partition("-")
    return country or None, sector or None


def folded(words: str) -> str:
    """Return words without differences of case, spacing and composition.

    >>> folded(" The  ARMY")
    'the army'
    """
    return unicodedata.normalize("NFC", " ".join(words.casefold().split()))


def clean(text: str) -> str:
    """Return a text with lone surrogates, which no file can hold, replaced one for one by U+FFFD.

    >>> clean("a\\ud800b") == "a\\ufffdb"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def xml_clean(text: str) -> str:
    """Return a text with every character that XML 1.0 forbids replaced one for one by U+FFFD.

    >>> xml_clean("a\\x00b") == "a\\ufffdb"
    True
    """
    return _NOT_XML.sub("\ufffd", text)
