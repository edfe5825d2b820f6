"""Fill the roles of a predicate from the phrases of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import NOMINAL_KINDS, Clause, Nominal, Phrase, Predicate
from .phrases import Sentence

if TYPE_CHECKING:
    from ..language import Language

_AFTER_NOUN = 16  # tokens after an event noun in which its arguments stand
ON_THINGS = frozenset(("ASSAULT", "COERCE"))  # types that are also done to things; all else to actors alone
_FIRST = frozenset(("1sg", "1pl"))
_PAST = frozenset(("past", "perfect", "pluperfect", "imperfect"))


@dataclass(slots=True)
class Arguments:
    """The grammatical functions of a clause: bare phrases sorted into subject, object and second object."""

    subject: Phrase | None = None
    object: Phrase | None = None
    second: Phrase | None = None


class RoleFinder:
    """Find the phrases that fill the roles of the predicates of one sentence."""

    def __init__(
        self,
        language: Language,
        sentence: Sentence,
        clauses: Sequence[Clause],
        predicates: Sequence[Predicate],
        keys: Mapping[int, str],
        agent: str,
    ) -> None:
        self._language = language
        self._sentence = sentence
        self._clauses = clauses
        self._keys = keys
        self._agent = agent  # the marker of the agent of a passive
        self._rules = {p.clause: p.rule for p in predicates if p.verb_at is not None}
        self._nominals = {i for p in predicates if p.verb_at is None for i in p.tokens}
        self.arguments: list[Arguments] = [self._arguments(number, clause) for number, clause in enumerate(clauses)]

    # ---- grammatical functions -----------------------------------------------------------------------

    def _arguments(self, number: int, clause: Clause) -> Arguments:
        bare = [p for p in clause.phrases if p.marker is None and not p.after_verb and not self._modifies(clause, p)]
        bare = [p for p in bare if clause.verb is None or p.marker_at < clause.verb]
        bare = [p for p in bare if not self._adverbial(p) and not self._stands_for_nobody(p)]
        verb = self._sentence.tokens[clause.verb].verb if clause.verb is not None else None
        if verb is None:
            return Arguments(subject=bare[0] if bare else None)
        rule = self._rules.get(number)
        takes = any("object" in markers for markers in rule.roles.values()) if rule else self._takes_object(clause)
        if self.first_person(clause):  # nobody else can be the subject
            others = [p for p in bare if not self._is_speaker(p)]
            own = next((p for p in bare if self._is_speaker(p)), None)
            return Arguments(own, others[-1] if others and takes and verb.voice == "active" else None)
        if verb.voice == "passive" or not takes:
            actors = [p for p in bare if self.could_act(p.items[0])]
            return Arguments(subject=next(iter(actors or bare), None))
        if self._has_owner(clause):
            actors = [p for p in bare if self.could_act(p.items[0])]
            return Arguments(subject=next(iter(actors or bare), None))
        if len(bare) >= 2:
            subject, thing = self._subject_and_object(clause, bare)
            self._mark_host(clause, thing)
            return Arguments(subject, thing)
        if not bare:
            return Arguments()
        only = bare[0]
        if self._is_object(clause, only):
            owner, thing = self._split(clause, only)
            self._mark_host(clause, thing)
            return Arguments(owner, thing)
        return Arguments(only)

    def _has_owner(self, clause: Clause) -> bool:
        """Tell whether whom a clause is about stands in the ezafe of its light verb's nominal.

        In the past that is sure where the agent's clitic stands there too.
        """
        if clause.nominal is None or clause.verb is None:
            return False
        end = clause.nominal[1]
        said = self._sentence.tokens[end]
        if end + 1 == clause.verb and said.tag == "pronoun" and said.noun and "relative" in said.noun.links:
            return True  # "the proposal of that.he made"
        owner = self._complement(end)
        full = owner is not None and owner.end == clause.verb
        return full and (not self._in_past(clause) or owner is not None and self._hosts_clitic(owner))

    def first_person(self, clause: Clause) -> bool:
        """Tell whether the subject of a clause is who speaks: by its verb's ending, in the past its agent's clitic."""
        verb = self._sentence.tokens[clause.verb].verb if clause.verb is not None else None
        if verb is None:
            return False
        if not (verb.transitive or clause.nominal and self._takes_object(clause)) or not self._in_past(clause):
            return verb.person in _FIRST and (verb.tense == "present" or not self._in_past(clause))
        if verb.voice == "passive":
            return verb.person in _FIRST
        last = self._sentence.tokens[clause.nominal[1] - 1].noun if clause.nominal else None
        return verb.clitic in _FIRST or last is not None and last.number == "bare" and bool(last.clitics & _FIRST)

    def _is_speaker(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is or holds a pronoun of the first person."""
        we = self._language.we
        return any(item.pronoun and we & set(self._sentence.tokens[item.head].word.keys) for item in phrase.items)

    def _subject_and_object(self, clause: Clause, bare: Sequence[Phrase]) -> tuple[Phrase, Phrase]:
        """Choose among bare phrases: the object hosts the agent's clitic or is the last, the subject stands before."""
        hosts = [] if self._clitic_elsewhere(clause) else [p for p in bare[1:] if self._hosts_clitic(p)]
        actors = [p for p in bare if self.could_act(p.items[0])]
        thing = hosts[-1] if hosts and self._in_past(clause) else (actors[-1] if len(actors) > 1 else bare[-1])
        before = [p for p in bare if p.marker_at < thing.marker_at]
        acting = [p for p in before if p in actors]
        return (acting or before or [bare[0]])[-1], thing

    def could_act(self, nominal: Nominal) -> bool:
        """Tell whether a phrase can stand for an actor: a name, a kind of actor, a pronoun, or what belongs to one."""
        sentence = self._sentence
        token = sentence.tokens[nominal.head]
        if (
            token.noun
            and token.noun.verb is not None
            and token.noun.verb.form == "infinitive"
            and not sentence.covered[nominal.head]
        ):
            return False
        if nominal.pronoun and self._language.pointers & set(token.word.keys[:1]):
            return False  # "this" of what was said
        if nominal.pronoun or nominal.apposition:
            return True
        if token.tag == "number" and not token.word.number and nominal.end - nominal.start == 1:
            return False  # "one", as in "with one another"
        if token.tag == "name":
            return True
        noun = token.noun
        participle = noun is not None and noun.verb is not None and noun.verb.form == "participle"
        kind = noun is not None and (noun.pos == "adjective" or participle)
        if noun and kind and "plural" in noun.number and "ezafe" not in noun.links:
            return True  # people of a kind: "the poor", "the arrested"
        return any(sentence.covered[i] for i in range(nominal.start, nominal.end))

    def takes_part(self, predicate: Predicate, role: str, nominal: Nominal) -> bool:
        """Tell whether a phrase can be a participant: a name, a kind of actor, or what belongs to one.

        Only violence and coercion are also done to things.
        """
        if self.could_act(nominal):
            return True
        noun = self._sentence.tokens[nominal.head].noun
        if role == "actor" or noun is None or noun.pos not in ("noun", "suffix"):
            return False
        return predicate.rule.type in ON_THINGS

    def owner_of(self, nominal: Nominal, event: bool, thing: bool = False) -> Nominal:
        """Take for "the resignation of X" the one it is about: X. `event` says that the phrase names an event.

        Where what is done is done to things, `thing` keeps what belongs to somebody.
        """
        tokens, covered = self._sentence.tokens, self._sentence.covered
        head = tokens[nominal.head].noun
        verbal = head is not None and head.verb is not None and head.verb.form == "infinitive"
        if not (verbal or event) or covered[nominal.head]:
            return nominal
        start = next((i for i in range(nominal.head + 1, nominal.end) if self._names_actor(i)), None)
        return nominal if start is None else Nominal(start, nominal.end, start, host=nominal.host)

    def _names_actor(self, at: int) -> bool:
        match = self._sentence.covered[at]
        named = match is not None and match.start == at and not match.adjective
        return named or self._sentence.tokens[at].tag == "name"

    def _in_past(self, clause: Clause) -> bool:
        verb = self._sentence.tokens[clause.verb].verb if clause.verb is not None else None
        return verb is not None and verb.tense in _PAST and verb.mood == "indicative"

    def _takes_object(self, clause: Clause) -> bool:
        at = clause.verb
        assert at is not None
        verb = self._sentence.tokens[at].verb
        assert verb is not None
        key = self._language.key
        if clause.nominal:
            nominal = " ".join(self._sentence.tokens[i].word.keys[-1] for i in range(*clause.nominal))
            hosts = [k for i in range(*clause.nominal) for k in self._sentence.tokens[i].word.keys]
            return any((host, key(verb.lemma)) in self._language.transitive_light for host in [nominal, *hosts])
        if verb.nominal:
            return (verb.nominal, key(verb.lemma)) in self._language.transitive_light
        return verb.transitive

    def _is_object(self, clause: Clause, phrase: Phrase) -> bool:
        """Decide for the only bare phrase of a transitive clause whether it is the object.

        In the past the clitic of the agent leans on the first constituent of the verb
        phrase, so a phrase that carries one is no subject (Sorani êran-î tometbar kird, "accused Iran").
        """
        assert clause.verb is not None
        verb = self._sentence.tokens[clause.verb].verb
        assert verb is not None
        if self._hosts_clitic(phrase) and not self._clitic_elsewhere(clause):
            return True
        if not any(self.could_act(item) or item.pronoun for item in phrase.items) and self._may_host(clause, phrase):
            return True
        if verb.tense in _PAST and verb.mood == "indicative":
            return self._disagrees(clause, phrase)
        if verb.clitic:  # a clitic of the present is the object
            return False
        if self._contrasts(clause):
            return False  # "but" tells of somebody else
        if clause.matrix is not None and self._tells(clause.matrix):
            return False  # what somebody says begins with a subject of its own
        relative = clause.head is not None and clause.opener == "complementizer" and not self._clitic_elsewhere(clause)
        return clause.matrix is not None or clause.coordinated or relative

    def _disagrees(self, clause: Clause, phrase: Phrase) -> bool:
        """Tell whether a plural cannot be the agent of a past, since nothing before the verb has a plural's clitic.

        Its own last letter then hides the clitic of an agent that is not named.
        """
        noun = self._sentence.tokens[phrase.items[0].head].noun
        last = phrase.items[-1].end - 1
        plural = noun is not None and noun.number in ("plural", "definite_plural") and len(phrase.items) == 1
        if not plural or self._clitic_elsewhere(clause) or not self._sentence.hidden_ezafe(last, "adjective", "noun"):
            return False
        words = (self._sentence.tokens[i].word for i in clause.tokens() if i != clause.verb)
        return not any("3pl" in noun.clitics for word in words for noun in word.nouns)

    def _may_host(self, clause: Clause, phrase: Phrase) -> bool:
        """Tell whether a thing can be the object: in the past, whether its last letter may hide the agent's clitic."""
        last = phrase.items[-1].end - 1
        return not self._in_past(clause) or self._sentence.hidden_ezafe(last, "adjective", "noun")

    def _contrasts(self, clause: Clause) -> bool:
        """Tell whether a connector leads a clause."""
        before = clause.segments[0][0] - 1
        return before >= 0 and self._sentence.tokens[before].tag == "connector"

    def _mark_host(self, clause: Clause, phrase: Phrase) -> None:
        """Note that the clitic of a past transitive's agent leans on a phrase."""
        assert clause.verb is not None
        verb = self._sentence.tokens[clause.verb].verb
        if verb and verb.voice == "active" and verb.tense in _PAST and verb.clitic is None:
            phrase.items[-1].host = True

    def _split(self, clause: Clause, phrase: Phrase) -> tuple[Phrase | None, Phrase]:
        """Part an object from the subject before it where a possessive ending made them look like one phrase.

        A definite plural with a possessive ("and its gangs") ends the subject where a kind of actor or
        place follows that begins a phrase of its own.
        """
        if clause.matrix is not None and clause.coordinated:
            return None, phrase
        for number, item in enumerate(phrase.items):
            for at in range(item.start + 1, item.end):
                before = self._sentence.tokens[at - 1].noun
                match = self._sentence.matches[at]
                if (
                    before
                    and before.number == "definite_plural"
                    and before.clitics
                    and match
                    and match.kind not in ("adjective", "country")
                ):
                    first = Nominal(item.start, at, item.head)
                    second = self._sentence.phrase(at, phrase.end)
                    if second:
                        return Phrase(None, phrase.marker_at, [*phrase.items[:number], first], at), second
        return None, phrase

    def _tells(self, number: int) -> bool:
        """Tell whether a clause's verb is one of speech."""
        at = self._clauses[number].verb
        return at is not None and self._keys.get(at) in self._language.speech

    def _clitic_elsewhere(self, clause: Clause) -> bool:
        """Tell whether verb or nominal carry the agent's clitic."""
        assert clause.verb is not None
        verb = self._sentence.tokens[clause.verb].verb
        if verb and verb.clitic:
            return True
        last = self._sentence.tokens[clause.nominal[1] - 1].noun if clause.nominal else None
        return last is not None and bool(last.clitics)

    def _hosts_clitic(self, phrase: Phrase) -> bool:
        """Tell whether a phrase ends in a clitic: an ezafe that leads nowhere is one."""
        last = self._sentence.tokens[phrase.items[-1].end - 1]
        following = phrase.end
        if last.noun is None or last.noun.postposition or following >= len(self._sentence):
            return False
        readings = [n for n in last.word.nouns if n.known] or [last.noun]
        return any(n.clitics and n.stem < len(last.text) and (n is last.noun or n.clitics - {"3sg"}) for n in readings)

    def _modifies(self, clause: Clause, phrase: Phrase) -> bool:
        """Tell whether a bare phrase only goes on the ezafe of a light verb's nominal or of an event noun."""
        before = phrase.items[0].start - 1
        named = before in self._sentence.taken or before in self._nominals
        return named and self._sentence.link(before)[0] and phrase.marker is None

    def _adverbial(self, phrase: Phrase) -> bool:
        """Tell a phrase that is an adverb in form: a lone adjective or a number before the verb."""
        item = phrase.items[0]
        token = self._sentence.tokens[item.head]
        if len(phrase.items) > 1 or item.end - item.start > 1 or self._sentence.covered[item.head]:
            return False
        return token.noun is not None and token.noun.pos == "adjective" and token.noun.number == "bare"

    def _stands_for_nobody(self, phrase: Phrase) -> bool:
        """Tell a pronoun of what was said ("this"), or a lone "himself", which is no function of its own."""
        word = self._sentence.tokens[phrase.items[0].head].word
        pointer = bool(self._language.pointers & set(word.keys[:1]))
        return phrase.items[0].pronoun and (pointer or "reflexive" in word.classes)

    # ---- roles -----------------------------------------------------------------------------------------

    def phrases(self, predicate: Predicate, role: str) -> list[Nominal]:
        """Return the noun phrases that fill a role of a predicate, none if no phrase does."""
        markers = predicate.rule.roles.get(role, ())
        if predicate.kind in NOMINAL_KINDS:
            return self._nominal_role(predicate, role, markers)
        return self._verbal_role(predicate, role, markers)

    def _verbal_role(self, predicate: Predicate, role: str, markers: Sequence[str]) -> list[Nominal]:
        clause = self._clauses[predicate.clause]
        arguments = self.arguments[predicate.clause]
        passive = predicate.verb is not None and predicate.verb.voice == "passive"
        for marker in markers:
            found: Phrase | None = None
            if marker == "subject":
                promoted = passive and any("object" in m for m in predicate.rule.roles.values())
                demoted = passive and predicate.kind == "light-verb"
                found = self._marked(clause, self._agent, predicate) if promoted or demoted else arguments.subject
            elif marker == "object":
                found = arguments.subject if passive else arguments.object
            elif marker == "ezafe":
                found = self._light_complement(predicate, clause)
            elif marker == "agent":
                found = self._marked(clause, self._agent, predicate)
            else:
                found = self._marked(clause, marker, predicate)
            if found and not any(item.head in predicate.tokens for item in found.items):
                return self._items(found)
        if passive and self._has_absolute(predicate, clause, markers) and arguments.subject:
            return self._items(arguments.subject)
        if passive and "subject" in markers:
            court = [p for p in clause.phrases if p.marker == self._language.profile["place_marker"] and self._court(p)]
            return court[0].items if court else []
        return []

    def _has_absolute(self, predicate: Predicate, clause: Clause, markers: Sequence[str]) -> bool:
        """Tell whether an adposition without a phrase of its own stands for one of the markers ("was asked of (him)").

        Whom it is about is then the subject of the passive.
        """
        lemma = self._language.key(predicate.verb.lemma) if predicate.verb else ""
        words = {self._sentence.tokens[i].word.keys[0] for i in clause.tokens()}
        return any(
            marker in markers and (form in words or lemma.startswith(form)) for form, marker in self._language.absolutes
        )

    def _court(self, phrase: Phrase) -> bool:
        """Tell whether a phrase names a court: "was tried in the court of X" says who tried."""
        item = phrase.items[0]
        matches = [m for m in self._sentence.matches[item.start : item.end] if m]
        return any(m.kind == "court" or m.sector == "JUD" and m.kind == "body" for m in matches)

    def _light_complement(self, predicate: Predicate, clause: Clause) -> Phrase | None:
        """Return the phrase in the ezafe of a light verb's nominal."""
        found = self._complement(predicate.nominal_end) if predicate.nominal_end else None
        if found:
            self._mark_host(clause, found)
        return found

    def _items(self, phrase: Phrase) -> list[Nominal]:
        return phrase.items

    def _marked(self, clause: Clause, marker: str, predicate: Predicate) -> Phrase | None:
        """Return the phrase under a marker: the verb's goal, else first after the nominal, last before it, trailing."""
        options = [p for p in clause.phrases if p.marker == marker and self._governs(predicate, p.governor)]
        if not options:
            return self._extraposed(predicate, marker)
        goal = [p for p in options if p.after_verb]
        before_verb = [p for p in options if clause.verb is None or p.marker_at < clause.verb]
        after = [p for p in before_verb if p.marker_at > predicate.head]
        return (goal or after or before_verb[-1:] or options)[0]

    def _governs(self, predicate: Predicate, governor: int | None) -> bool:
        """Tell whether a phrase that an ezafe ties to a word depends on a predicate, if past its adjectives."""
        thing = self.arguments[predicate.clause].object
        if thing and governor is not None and any(item.start <= governor < item.end for item in thing.items):
            return True
        while governor is not None and governor not in predicate.tokens:
            noun = self._sentence.tokens[governor].noun
            if noun is None or noun.pos != "adjective" or self._sentence.covered[governor]:
                return False
            governor -= 1
        return True

    def _extraposed(self, predicate: Predicate, marker: str) -> Phrase | None:
        """Return the phrase under a marker that stands right after the verb, before what is asked or said."""
        after = predicate.verb_at + 1 if predicate.verb_at is not None else len(self._sentence)
        marked = self._sentence.marker(after) if after < len(self._sentence) else None
        if marked is None or marked[1].name != marker:
            return None
        return self._sentence.phrase(marked[0], len(self._sentence), marker, after)

    def _complement(self, at: int) -> Phrase | None:
        """Return the phrase that an ezafe ties to the word before `at`, past its adjectives."""
        sentence = self._sentence
        limit = len(sentence)
        at = sentence.skip(at, limit)
        skipped = False
        while at < limit and at > 0:
            before = self._before(at)
            linked = any(sentence.link(before)) or sentence.hidden_ezafe(before, "noun")
            if not skipped and not linked and not sentence.points_on(before, at):
                return None
            token = sentence.tokens[at]
            adjective = sentence.covered[at] is None and self._qualifies(at)
            if token.tag == "time" or token.tag == "adverb" or adjective and token.tag == "noun":
                skipped = token.tag != "noun"  # an adverb of time does not carry the ezafe on
                at = sentence.skip(at + 1, limit)
                continue
            return sentence.phrase(at, limit) if sentence.starts_nominal(at, limit) else None
        return None

    def _qualifies(self, at: int) -> bool:
        """Tell an adjective, also one that with its ezafe looks like a noun, where that leads on to a name."""
        token, sentence = self._sentence.tokens[at], self._sentence
        if token.noun is None or token.noun.pos == "adjective":
            return token.noun is not None
        linking = any(n.pos == "adjective" and n.known and "ezafe" in n.links for n in token.word.nouns)
        match = sentence.covered[at + 1] if at + 1 < len(sentence) else None
        return linking and match is not None and match.entity is not None

    def _before(self, at: int) -> int:
        at -= 1
        while at > 0 and at in self._sentence.transparent:
            at -= 1
        return at

    def _nominal_role(self, predicate: Predicate, role: str, markers: Sequence[str]) -> list[Nominal]:
        verb = predicate.verb
        for marker in self._nominal_markers(predicate, role, markers):
            if marker == "ezafe":
                found = self._complement(max(predicate.tokens) + 1)
            elif marker == "head":
                found = self._modified(predicate)
            else:
                found = self._around(predicate, marker)
            if found:
                return self._items(found)
        if role == "actor" and verb is None and "ezafe" not in markers and "subject" in markers:
            found = self._complement(max(predicate.tokens) + 1)
            return self._items(found) if found else []
        return []

    def patient(self, number: int) -> list[Nominal]:
        """Return whom the verb of a clause affects: its object, or the subject of its passive."""
        at = self._clauses[number].verb
        verb = self._sentence.tokens[at].verb if at is not None else None
        if verb is None:
            return []
        phrase = self.arguments[number].subject if verb.voice == "passive" else self.arguments[number].object
        return phrase.items if phrase else []

    def marked_by(self, number: int, at: int, marker: str) -> bool:
        """Tell whether a token stands in a phrase of a clause under a marker, or is part of the marker's own words."""
        return any(p.marker == marker and p.marker_at <= at < p.end for p in self._clauses[number].phrases)

    def takes_ezafe(self, predicate: Predicate, role: str) -> bool:
        """Tell whether a role of a nominal predicate stands in its ezafe, and so in its possessive."""
        markers = predicate.rule.roles.get(role, ())
        return "ezafe" in self._nominal_markers(predicate, role, markers)

    def has_complement(self, at: int) -> bool:
        """Tell whether an ezafe before a token leads to a phrase."""
        return self._complement(at) is not None

    def _nominal_markers(self, predicate: Predicate, role: str, markers: Sequence[str]) -> Iterable[str]:
        """Return the markers of a role with a verbal noun or participle in place of the finite verb."""
        verb = predicate.verb
        if verb is None:
            return markers
        roles = predicate.rule.roles
        has_object = any("object" in m for m in roles.values())
        out: list[str] = []
        for marker in markers:
            if marker == "object":
                out.append("head" if verb.form == "participle" else "ezafe")
            elif marker == "subject":
                out.append(self._agent)
                if (
                    not has_object
                    and verb.form != "participle"
                    and "ezafe" not in [m for ms in roles.values() for m in ms]
                ):
                    out.append("ezafe")
                if verb.form == "participle" and not has_object:
                    out.append("head")
            else:
                out.append(marker)
        if role == "recipient" and verb.form == "participle" and not has_object:
            out.append("head")
        return out

    def _past_verb(self, predicate: Predicate, marker: str) -> Phrase | None:
        """Return the phrase under a marker that the verb parts from an event noun ("talks took place between")."""
        verb, sentence = self._clauses[predicate.clause].verb, self._sentence
        if verb is None or verb < predicate.head or verb + 1 >= len(sentence) or predicate.clause in self._rules:
            return None
        marked = sentence.marker(verb + 1)
        if marked is None or marked[1].name != marker:
            return None
        return sentence.phrase(marked[0], len(sentence), marker, verb + 1)

    def _modified(self, predicate: Predicate) -> Phrase | None:
        """Return the noun that a participle modifies: the one whose ezafe leads to it, or the participle as a noun."""
        sentence = self._sentence
        at = min(predicate.tokens) - 1
        while at >= 0 and sentence.tokens[at].tag in ("noun", "name", "number") and any(sentence.link(at)):
            if sentence.covered[at] or not (sentence.tokens[at].noun and sentence.tokens[at].noun.pos == "adjective"):  # type: ignore[union-attr]
                described = self._described(at)
                if described:
                    return described
                match = sentence.covered[at]
                whole = self._whole(match.start if match else at)
                if whole:
                    return Phrase(None, whole.start, [whole], whole.end)
                start = match.start if match else at
                while start > 0 and sentence.tokens[start - 1].tag in ("number", "quantifier"):
                    start -= 1
                return Phrase(None, start, [Nominal(start, at + 1, match.start if match else at)], at + 1)
            at -= 1
        noun = sentence.tokens[max(predicate.tokens)].noun
        if noun and noun.number != "bare":
            last = max(predicate.tokens)
            return Phrase(None, last, [Nominal(min(predicate.tokens), last + 1, last)], last + 1)
        return None

    def _whole(self, head: int) -> Nominal | None:
        """Return the noun phrase of a clause that has its head at a token."""
        items = (item for clause in self._clauses for phrase in clause.phrases for item in phrase.items)
        return next((item for item in items if item.head == head), None)

    def _described(self, at: int) -> Phrase | None:
        """Return the name whose apposition holds a token."""
        for clause in self._clauses:
            for phrase in clause.phrases:
                for item in phrase.items:
                    if item.apposition and item.apposition[0] <= at < item.apposition[1]:
                        return Phrase(None, item.start, [item], item.end)
        return None

    def _around(self, predicate: Predicate, marker: str) -> Phrase | None:
        """Return the phrase under a marker after an event noun, else the nearest before it in the clause."""
        last, first = max(predicate.tokens), min(predicate.tokens)
        clause = self._clauses[predicate.clause]
        sentence = self._sentence
        stop = clause.verb if clause.verb is not None and clause.verb > last else len(sentence)
        for at in range(last + 1, min(stop, last + _AFTER_NOUN)):
            found = sentence.marker(at)
            if found and found[1].name == marker:
                return sentence.phrase(found[0], len(sentence), marker, at)
            if sentence.tokens[at].tag in ("verb", "punctuation"):
                break
        moved = self._past_verb(predicate, marker)
        if moved or marker != self._agent:
            return moved
        before = [p for p in clause.phrases if p.marker == marker and p.end <= first + 1]
        return before[-1] if before else None
