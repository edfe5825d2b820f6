"""Text to events: the door to the extraction layer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..ontology.model import Document, Event
from ..ontology.plover import load_plover
from ..ontology.registry import Registry, load_registry
from .engine.coder import Coder, Reading
from .engine.predicates import RuleIndex
from .language import Language
from .rules.model import Rule


class Extractor:
    """Extract events from documents of one language.

    `rules` replaces the rules that ship with the language, `registry` the actor
    registry. An extractor keeps no state between documents; several may be used side
    by side. Raises InputError for an unknown language and DataError for faulty rules.
    """

    def __init__(self, language: str, rules: Iterable[Rule] | None = None, registry: Registry | None = None) -> None:
        self.language = Language(language, registry or load_registry())
        self.plover = load_plover()
        if rules is None:
            rules = self.language.read_rules(self.language.rule_files(), self.plover)
        self.rules = tuple(rules)
        light: dict[str, set[str]] = {}
        nouns: list[str] = []
        adjectives: list[str] = []
        verbs = [trigger for rule in self.rules if rule.kind == "verb" for trigger in rule.triggers]
        for rule in self.rules:
            for trigger in rule.triggers:
                if rule.kind == "light-verb" and " " not in trigger:
                    light.setdefault(trigger, set()).update(v for v in rule.light if " " not in v)
                elif rule.kind in ("noun", "adjective"):
                    (nouns if rule.kind == "noun" else adjectives).extend(trigger.split()[:1])
        self.analyzer = self.language.analyzer(light, nouns, adjectives, verbs)
        self.index = RuleIndex(self.rules, self.language)
        self.coder = Coder(self.language, self.analyzer, self.index, self.plover)
        self.language.normalizer.forget()  # most words of the tables stand in few texts

    def extract(self, document: Document | str, day: date | None = None) -> list[Event]:
        """Return the events of a document, or of a text published on `day`."""
        if isinstance(document, str):
            document = Document("text", document, day)
        return self.coder.code(document)

    def readings(self, document: Document) -> list[Reading]:
        """Return how each sentence of a document was read, for those who ask why it gave the events it gave."""
        found: list[Reading] = []
        self.coder.code(document, found.append)
        return found
