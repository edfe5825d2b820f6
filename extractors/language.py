"""A language's data, read from its folder and made ready for the engine."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from ..ontology.errors import InputError, nearest
from ..ontology.model import Factuality
from ..ontology.plover import Plover
from ..ontology.registry import Body, Registry
from .engine.model import Match
from .engine.trie import Trie
from .morphology.analyzer import Analyzer, Lexeme, Lexicon
from .morphology.full_forms import FormAnalyzer, ListedVerb
from .morphology.readings import VerbReading
from .morphology.tables import sound
from .morphology.verbs import Verb, VerbAnalyzer
from .rules.model import Rule
from .rules.reader import read_rules
from .text.normalization import Normalizer
from .text.sentences import SentenceSplitter
from .text.tokens import tokenize

_TRANSLITERATED = frozenset(("person", "country", "capital", "city", "province"))  # whose names have many spellings
_CONSONANTS = 6  # how many make a name long enough to be known by them


class Marker(NamedTuple):
    """An adposition: the name that rules use; whether it links a noun to its complement, tells a place or a name."""

    name: str
    relational: bool
    place: bool
    naming: bool


@dataclass(frozen=True, slots=True)
class Certainty:
    """Words that make the events in their scope possible, future or negated."""

    value: Factuality
    words: frozenset[str]
    governors: frozenset[str]
    predicates: frozenset[str]
    markers: frozenset[str]


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that tewn ships with."""
    folder = files(__package__) / "languages"
    return tuple(sorted(p.name for p in folder.iterdir() if (p / "language.toml").is_file()))


class Language:
    """Everything the engine needs to know about one language.

    Raises InputError for a code that tewn has no folder for.
    """

    def __init__(self, code: str, registry: Registry) -> None:
        if code not in languages():
            known = ", ".join(languages())
            raise InputError(f"unknown language {code!r}; known: {known}{nearest(code, languages())}")
        self.code = code
        self.registry = registry
        self.folder: Traversable = files(__package__) / "languages" / code
        self.profile = self._toml("language.toml")
        self.times = self._toml("time.toml")
        self._orthography = self._toml("orthography.toml")
        self.normalizer = Normalizer(
            self._orthography["letters"],
            self._orthography["quotes"],
            [(row["pattern"], row["becomes"]) for row in self._orthography["sequences"]],
            [(row["from"], row["to"]) for row in self._orthography["fold"] if not row.get("inner")],
            [(row["from"], row["to"]) for row in self._orthography["fold"] if row.get("inner")],
        )
        self.key = self.normalizer.key
        self.is_medial = self.profile["order"] == "SVO"  # whether the verb stands between subject and object
        classes = self.profile["classes"]
        self.splitter = SentenceSplitter(
            self.profile["abbreviations"],
            [*classes["coordinator"], *(form for row in self.profile["adposition"] for form in row["forms"])],
        )

    def _toml(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def table(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a tab-separated table of the language's folder, none if it has no such table."""
        path = self.folder / name
        if path.is_file():
            lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)

    def rule_files(self) -> list[Traversable]:
        """Return the rule files of the language."""
        folder = self.folder / "rules"
        return [p for p in folder.iterdir() if p.name.endswith(".toml")] if folder.is_dir() else []

    def read_rules(self, paths: Iterable[Traversable], plover: Plover) -> tuple[Rule, ...]:
        """Return the rules of some files in this language. Raises DataError with every fault of every file."""
        return read_rules(paths, self.code, plover, self.markers, any_needs=self.is_medial)

    @cached_property
    def affixes(self) -> dict[str, Any]:
        """The affix tables."""
        return self._toml("affixes.toml")

    @cached_property
    def light_verbs(self) -> dict[str, frozenset[str]]:
        """The light verbs' infinitives by nominal."""
        found: dict[str, set[str]] = {}
        for row in self.table("light_verbs.tsv"):
            found.setdefault(row["nominal"], set()).add(row["light"])
        return {nominal: frozenset(light) for nominal, light in found.items()}

    @cached_property
    def light(self) -> dict[str, frozenset[str]]:
        """The folded infinitives of light verbs by folded nominal."""
        found: dict[str, set[str]] = {}
        for nominal, verbs in self.light_verbs.items():
            found.setdefault(self.key(nominal), set()).update(map(self.key, verbs))
        shared: dict[frozenset[str], frozenset[str]] = {}  # by most nominals
        folded = ((nominal, frozenset(verbs)) for nominal, verbs in found.items())
        return {nominal: shared.setdefault(verbs, verbs) for nominal, verbs in folded}

    @cached_property
    def transitive_light(self) -> frozenset[tuple[str, str]]:
        """Folded nominal and light verb of the compounds that take an object."""
        rows = self.table("light_verbs.tsv")
        return frozenset((self.key(r["nominal"]), self.key(r["light"])) for r in rows if r["valency"] == "transitive")

    def verbs(self) -> Iterator[Verb]:
        """Yield the verbs of the verb table."""

        def stems(row: dict[str, str], name: str) -> tuple[str, ...]:
            return tuple(part for part in (row[name] or "").split("|") if part)

        for row in self.table("verbs.tsv"):
            yield Verb(
                row["infinitive"],
                row["preverb"] or "",
                stems(row, "past"),
                stems(row, "present"),
                stems(row, "passive"),
                row["valency"] == "transitive",
            )

    def listed_verbs(self) -> Iterator[ListedVerb]:
        """Yield the verbs of a verb table that gives irregular forms alone."""
        for row in self.table("verbs.tsv"):
            past, participle = (
                tuple(part for part in (row[name] or "").split("|") if part) for name in ("past", "participle")
            )
            yield ListedVerb(row["lemma"], past, participle, row["valency"], row["noun"] or "")

    @cached_property
    def noun_rate(self) -> dict[str, str]:
        """How often the base form of a verb is a noun, by folded form: "both" or "mostly"."""
        return {self.key(verb.lemma): verb.noun for verb in self.listed_verbs() if verb.noun}

    def form_analyzer(self, nouns: Iterable[str], adjectives: Iterable[str], verbs: Iterable[str] = ()) -> FormAnalyzer:
        """Return the word analyser of a language whose forms are listed, with the words that rules bring along.

        Verbs that the table does not have are taken for regular ones, with or without an object.
        """
        table = list(self.listed_verbs())
        given = {verb.lemma for verb in table}
        simple = dict.fromkeys(lemma.split()[0] for lemma in verbs)  # the rest are particles
        table += [ListedVerb(lemma, (), (), "both", "") for lemma in simple if lemma not in given]
        listed = [(Lexeme(row["lemma"], row["pos"]), row["plural"] or "") for row in self.table("words.tsv")]
        known = {lexeme.lemma for lexeme, _ in listed if lexeme.pos == "noun"}
        agents = (row["noun"].split()[-1] for row in self.table("agents.tsv"))
        more = dict.fromkeys(word for word in (*agents, *nouns) if word not in known and word.islower())
        listed += [(Lexeme(word, "noun"), "") for word in more]
        listed += [(Lexeme(word, "adjective"), "") for word in dict.fromkeys(adjectives)]
        return FormAnalyzer(self.key, table, listed, self.affixes, self._classes())

    def analyzer(
        self,
        extra_light: Mapping[str, Iterable[str]],
        nouns: Iterable[str],
        adjectives: Iterable[str] = (),
        extra_verbs: Iterable[str] = (),
    ) -> Analyzer | FormAnalyzer:
        """Return the word analyser; the words are those that rules bring along, `extra_light` nominals with verbs."""
        if self.is_medial:
            return self.form_analyzer(nouns, adjectives, extra_verbs)
        nouns = [*nouns, *adjectives]
        light = {nominal: set(verbs) for nominal, verbs in self.light_verbs.items()}
        for nominal, infinitives in extra_light.items():
            light.setdefault(nominal, set()).update(infinitives)
        lexicon = Lexicon(self.key, {nominal: frozenset(infinitives) for nominal, infinitives in light.items()})
        verbs = VerbAnalyzer(self.verbs(), self.affixes, self.key)
        for text, reading in verbs.nominals():
            lexicon.add(Lexeme(reading.lemma, "noun", reading), text)
        for row in self.table("words.tsv"):
            lexicon.add(Lexeme(row["lemma"], row["pos"]))
        agents = [row["noun"].split() for row in self.table("agents.tsv")]
        for words in agents:
            if len(words) == 1:
                lexicon.add(Lexeme(words[0], "noun"))
        for nominal in light:
            if " " not in nominal and not lexicon.get(self.key(nominal)):
                lexicon.add(Lexeme(nominal, "noun"))
        analyzer = Analyzer(lexicon, verbs, self.affixes, self._classes(), self.profile["proclitics"])
        for noun in nouns:
            if not analyzer.knows(noun):
                lexicon.add(Lexeme(noun, "noun"))
        for name in [
            *map(" ".join, agents),
            *(n for n, _ in (*self.registry.names(self.code), *self.registry.adjectives(self.code))),
        ]:
            *inner, last = name.split()
            for word in inner:
                if not (analyzer.knows(word) or analyzer.functions(word)):
                    lexicon.add(Lexeme(word, "name"))
            taken = inner and (analyzer.knows(last) or verbs.analyze(self.key(last)))
            if not lexicon.get(self.key(last)) and not taken:
                lexicon.add(Lexeme(last, "name"))
        return analyzer

    def _classes(self) -> dict[str, set[str]]:
        table: dict[str, set[str]] = {}
        for name, words in self.profile["classes"].items():
            for word in words:
                table.setdefault(word, set()).add(name)
        for marker, words in self.profile["fused"].items():
            for word in words:
                table.setdefault(word, set()).update(("fused", f"fused:{marker}"))
        for row in self.profile["adposition"]:
            for form in row["forms"]:
                if " " not in form:
                    table.setdefault(form, set()).update(
                        {"adposition"} | ({"relational"} if row.get("relational") else set())
                    )
        for row in self.profile.get("verb_form", ()):
            for form in row["forms"]:
                table.setdefault(form, set()).add("verb_form")
        for row in self.profile.get("auxiliary", ()):
            for forms in (value for value in row.values() if isinstance(value, list)):
                for form in forms:
                    table.setdefault(form, set()).add("auxiliary")
        return table

    @cached_property
    def verb_forms(self) -> dict[str, VerbReading]:
        """Readings of the forms that no paradigm makes, by folded form."""
        return {
            self.key(form): VerbReading(
                row["lemma"],
                None,
                "finite",
                row["tense"],
                row.get("mood", "indicative"),
                row.get("negative", False),
                "active",
                "3sg",
                None,
                False,
                False,
            )
            for row in self.profile["verb_form"]
            for form in row["forms"]
        }

    @cached_property
    def verb_aliases(self) -> dict[str, frozenset[str]]:
        """Verbs whose forms also serve another verb ("have" and "be"), folded."""
        rows = self.profile.get("verb_aliases", {})
        return {self.key(verb): frozenset(map(self.key, others)) for verb, others in rows.items()}

    @cached_property
    def adpositions(self) -> Trie[Marker]:
        """The adpositions' written forms."""
        return Trie(
            (
                path,
                Marker(row["marker"], *(row.get(name, False) for name in ("relational", "place", "naming"))),
            )
            for row in self.profile["adposition"]
            for form in row["forms"]
            for path in self._fused(tuple(self.key(form).split()))
        )

    def _fused(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield the words of an adposition, also with a demonstrative in one word with the last ("against this")."""
        yield words
        if len(words) > 1:
            for form in self.profile["fused"].get(words[-1], ()):
                yield (*words[:-1], self.key(form))

    @cached_property
    def markers(self) -> dict[str, str]:
        """The marker's name for every written form of the adpositions."""
        rows = self.profile["adposition"]
        return {form: row["marker"] for row in rows for form in (*row["forms"], row["marker"])}

    @cached_property
    def names(self) -> Trie[tuple[Match, ...]]:
        """All names of actors and places and all agent nouns; one string can mean several."""
        table: dict[tuple[str, ...], list[Match]] = {}
        for name, entity in self.registry.names(self.code):
            for path in self.paths(name):
                table.setdefault(path, []).append(Match(0, 0, entity, None, entity.kind, name))
        for name, entity in self.registry.names(self.code + "_ambiguous"):
            for path in self.paths(name):
                table.setdefault(path, []).append(Match(0, 0, entity, None, entity.kind, name, ambiguous=True))
        for name, entity in self.registry.adjectives(self.code):
            for path in self.paths(name):
                table.setdefault(path, []).append(Match(0, 0, entity, None, "adjective", name, True))
        for row in self.table("agents.tsv"):
            for path in self.paths(row["noun"]):
                table.setdefault(path, []).append(Match(0, 0, None, row["sector"], row["kind"], row["noun"]))
        return Trie((path, tuple(matches)) for path, matches in table.items())

    @cached_property
    def alike(self) -> Trie[tuple[Match, ...]]:
        """The long names of persons, countries and cities by their consonants, where these are one entity's alone."""
        table: dict[tuple[str, ...], dict[str, Match]] = {}
        for name, entity in self.registry.names(self.code):
            path = tuple(self.consonants(word) for word in self.key(name).replace("-", " ").split())
            if self._consonants and entity.kind in _TRANSLITERATED and all(path) and len("".join(path)) >= _CONSONANTS:
                table.setdefault(path, {}).setdefault(entity.id, Match(0, 0, entity, None, entity.kind, name))
        return Trie((path, tuple(found.values())) for path, found in table.items() if len(found) == 1)

    @cached_property
    def _consonants(self) -> dict[int, str | None]:
        rows = self._orthography.get("transliteration", {"vowels": "", "like": {}})
        return dict.fromkeys(map(ord, rows["vowels"])) | {ord(letter): like for letter, like in rows["like"].items()}

    def consonants(self, word: str) -> str:
        """Return what the spellings of a foreign name have in common: its consonants, alike ones as one."""
        return word.translate(self._consonants)

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """The bodies that a country has one of, by the agent nouns that name them."""
        by_gloss = {gloss: body for body in self.registry.bodies.values() for gloss in body.glosses}
        return {r["noun"]: by_gloss[r["gloss"]] for r in self.table("agents.tsv") if r["gloss"] in by_gloss}

    @cached_property
    def body_nouns(self) -> frozenset[str]:
        """The agent nouns that name bodies."""
        return frozenset(row["noun"] for row in self.table("agents.tsv") if row["kind"] == "body")

    def ends_in_vowel(self, text: str) -> bool:
        """Tell whether a word ends in a vowel sound."""
        return sound(text, self.affixes) != "consonant"

    def hides_ezafe(self, text: str) -> bool:
        """Tell whether a word ends like an ezafe, whose own letter is then often left out."""
        return text.endswith(tuple(self.affixes["noun"]["link"]["ezafe"]["consonant"]))

    def paths(self, name: str) -> list[tuple[str, ...]]:
        """Return the folded words of a name; inner words also without their ezafe, which has several spellings."""
        if self.is_medial:
            return [self._surface(name)]
        words = self.key(name).replace("-", " ").split()
        ezafe = tuple(self.key(form) for form in self.affixes["noun"]["link"]["ezafe"]["consonant"])
        paths: list[tuple[str, ...]] = [()]
        for i, word in enumerate(words):
            bare = next((word[: -len(e)] for e in ezafe if len(word) > len(e) + 2 and word.endswith(e)), word)
            options = {word, bare} if i < len(words) - 1 else {word}
            paths = [(*path, option) for path in paths for option in sorted(options)]
        return paths

    def _surface(self, name: str) -> tuple[str, ...]:
        """Return the folded tokens of a name, without the full stops of abbreviations."""
        words = (name[start:end] for start, end in tokenize(name, 0, len(name)))
        parts = [part for word in words if word != "." for part in self._parted(word)]
        articled = len(parts) > 1 and parts[0].lower() in self.profile["classes"]["article"]
        return tuple(self.key(part) for part in parts[articled:])

    def _parted(self, word: str) -> tuple[str, ...]:
        cut = next((len(word) - len(s) for s in self.affixes["splits"] if word.endswith(s) and len(word) > len(s)), 0)
        return (word[:cut], word[cut:]) if cut else (word,)

    @cached_property
    def place_markers(self) -> frozenset[str]:
        """The names of the adpositions that tell a place by themselves ("inside", "near")."""
        return frozenset(row["marker"] for row in self.profile["adposition"] if row.get("place"))

    @cached_property
    def measures(self) -> frozenset[str]:
        """Folded units that stand between a number and what is counted."""
        return frozenset(map(self.key, self.profile["quantities"]["measures"]))

    @cached_property
    def indefinites(self) -> frozenset[str]:
        """Folded quantifiers of what is new to the reader ("some", "several")."""
        return frozenset(map(self.key, self.profile["quantities"]["indefinites"]))

    @cached_property
    def certainties(self) -> tuple[Certainty, ...]:
        """What the profile says about certainty."""
        return tuple(
            Certainty(
                row["value"],
                frozenset(map(self.key, row["words"])),
                frozenset(map(self.key, row["governors"])),
                frozenset(self.key(verb.replace(" ", "")) for verb in [*row["verbs"], *row["light"]]),
                frozenset(row.get("markers", ())),
            )
            for row in self.profile["certainty"]
        )

    @cached_property
    def absolutes(self) -> tuple[tuple[str, str], ...]:
        """The folded adpositions that stand without a phrase, each with the marker it stands for."""
        return tuple((self.key(form), marker) for form, marker in self.profile["absolute_markers"].items())

    @cached_property
    def copular(self) -> frozenset[str]:
        """Folded verbs that join an adjective to their subject."""
        return frozenset(map(self.key, self.profile["copular"]))

    @cached_property
    def homes(self) -> dict[str, str]:
        """The countries of what one country alone has, by label and by key of the word."""
        rows = self.profile["homes"].items()
        return {form: country for country, words in rows for word in words for form in (word, self.key(word))}

    @cached_property
    def origins(self) -> frozenset[str]:
        """Nouns that with a place after them say where a named person comes from."""
        return frozenset(self.profile["reference"]["origins"])

    @cached_property
    def bleached(self) -> frozenset[str]:
        """Folded nouns that add little to the event noun before them ("rescue operation", "peace efforts")."""
        return frozenset(map(self.key, self.profile["reference"]["bleached"]))

    @cached_property
    def pointers(self) -> frozenset[str]:
        """Folded pronouns that stand for what was said, not for somebody."""
        return frozenset(map(self.key, self.profile["reference"]["pointers"]))

    @cached_property
    def we(self) -> frozenset[str]:
        """Folded pronouns of the first person."""
        return frozenset(map(self.key, self.profile["reference"]["we"]))

    @cached_property
    def implicative(self) -> frozenset[str]:
        """Folded verbs that in the past say of the subjunctive after them that it took place ("managed to")."""
        return frozenset(map(self.key, self.profile["certain"]["implicative"]))

    @cached_property
    def supports(self) -> Mapping[str, frozenset[str]]:
        """For each folded verb whose subject does what an event noun names, the markers of that noun."""
        return self._markers_by_verb("joining", "carrying_out")

    @cached_property
    def undergoing(self) -> Mapping[str, frozenset[str]]:
        """For each folded verb whose subject undergoes what an event noun names, the markers of that noun."""
        return self._markers_by_verb("undergoing")

    def _markers_by_verb(self, *names: str) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for rows in (self.profile[name] for name in names):
            for verb in [*rows["verbs"], *rows["light"]]:
                found[self.key(verb.replace(" ", ""))] = frozenset(rows["markers"])
        return found

    @cached_property
    def speech(self) -> frozenset[str]:
        """Folded verbs, and nominals with light verbs, that open what somebody says."""
        rows = self.profile["speech"]
        return frozenset(self.key(verb.replace(" ", "")) for verb in [*rows["verbs"], *rows["light"]])
