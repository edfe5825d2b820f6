"""What conflict researchers ask a network: who matters, who stands together, and how relations change over time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Literal

import networkx as nx  # type: ignore[import-untyped]

from ..ontology.errors import GraphError, nearest
from ..ontology.model import Document, Event, Participant
from ..ontology.registry import load_registry
from .identity import actor_label
from .network import actor_node
from .paired import COOPERATION, PairedEvent, paired_events

By = Literal["pagerank", "acted", "received"]
Relation = Literal["cooperation", "conflict", "all"]
Unit = Literal["day", "week", "month", "year"]

_BY: tuple[By, ...] = ("pagerank", "acted", "received")
_RELATIONS: tuple[Relation, ...] = ("cooperation", "conflict", "all")
_CODE = re.compile(r"(?:[A-Z]{3}(?::[A-Z0-9]+)?)?(?:-[A-Z]{3})?")
_DIGITS = 9  # of a PageRank: what is beyond them is rounding, which must not decide an order


@dataclass(frozen=True, slots=True)
class Rank:
    """An actor's place in a network.

    `acted` and `received` count the events that the actor did to others and others to it. `pagerank`, from 0 to 1
    and 1 for all actors together, is high for whom many turn to, and above all those to whom many turn themselves.
    """

    node: str
    label: str
    code: str
    acted: int
    received: int
    pagerank: float


@dataclass(frozen=True, slots=True)
class Community:
    """Actors who have more to do with each other than with the rest; `events` counts what they did to each other."""

    members: tuple[str, ...]
    labels: tuple[str, ...]
    events: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Cooperation and conflict in one period: an ISO 8601 year, month, week or day, None where events have no time.

    `cooperation` counts the events of PLOVER's quad classes 1 and 2, `conflict` those of 3 and 4. `total` is the sum
    of their conflict-cooperation scores, each from -10 (conflict) to 10 (cooperation), and `mean` their mean.
    """

    period: str | None
    cooperation: int
    conflict: int
    total: float
    mean: float


@dataclass(frozen=True, slots=True)
class DyadBalance:
    """The balance of what one actor does to another, `source` and `target` as nodes of the network."""

    source: str
    target: str
    source_label: str
    target_label: str
    periods: tuple[Balance, ...]


def ranking(network: nx.DiGraph, *, by: By = "pagerank") -> tuple[Rank, ...]:
    """Return the actors of a network of dyads, the highest first; of equals the one with more events, then by name.

    In a network of events (`to_networkx`) all of them count, also what is denied or to come, but not the edges to
    places and from unnamed actors. PageRank is networkx's, with its usual damping of 0.85, by number of events.

    Raises GraphError where scipy is not installed, and for an unknown `by`.

    >>> network = nx.DiGraph()
    >>> network.add_nodes_from(["actor:irn", "actor:irq"], kind="actor", label="", code="")
    >>> network.add_edge("actor:irn", "actor:irq", weight=3)
    >>> [(rank.node, rank.acted, rank.received, round(rank.pagerank, 2)) for rank in ranking(network)]
    [('actor:irq', 0, 3, 0.65), ('actor:irn', 3, 0, 0.35)]
    """
    _require(by, _BY, "order of a ranking")
    actors = network.subgraph(node for node, kind in network.nodes(data="kind") if kind == "actor")
    acted, received = dict(actors.out_degree(weight="weight")), dict(actors.in_degree(weight="weight"))
    shares = _pagerank(actors)
    ranks = (
        Rank(node, data["label"], data["code"], acted[node], received[node], round(shares[node], _DIGITS))
        for node, data in actors.nodes(data=True)
    )
    return tuple(sorted(ranks, key=lambda rank: (-getattr(rank, by), -rank.acted - rank.received, rank.node)))


def communities(
    network: nx.DiGraph, *, relation: Relation = "cooperation", resolution: float = 1.0, seed: int = 0
) -> tuple[Community, ...]:
    """Return the groups of actors in a network of dyads, the largest first.

    By default cooperation alone joins actors: enemies have much to do with each other too, and by all events
    (`relation="all"`) they would come out as one group. `relation="conflict"` gives the theatres of conflict.
    Direction does not count. Actors without such a relation to anyone else are in no group. The method is Louvain's,
    by networkx: a higher `resolution` gives more and smaller groups, and the same `seed` the same ones.

    Raises GraphError for an unknown relation, and where the network is none of dyads.

    >>> network = nx.DiGraph()
    >>> network.add_nodes_from(["actor:irn", "actor:irq", "actor:tur"], kind="actor", label="", code="")
    >>> network.add_edge("actor:irn", "actor:irq", cooperation=2)
    >>> network.add_edge("actor:tur", "actor:irq", cooperation=0)
    >>> [community.members for community in communities(network)]
    [('actor:irn', 'actor:irq')]
    """
    _require(relation, _RELATIONS, "relation")
    joined = _undirected(network, relation)
    # Louvain visits nodes in their order: as sorted numbers, neither the input's order nor the hash seed counts.
    numbered = nx.convert_node_labels_to_integers(joined, ordering="sorted", label_attribute="node")
    found = nx.community.louvain_communities(numbered, weight="weight", resolution=resolution, seed=seed)
    groups = (sorted(numbered.nodes[number]["node"] for number in group) for group in found)
    result = (
        Community(tuple(group), tuple(network.nodes[node]["label"] for node in group), _within(joined, group))
        for group in groups
    )
    return tuple(sorted(result, key=lambda community: (-len(community.members), community.members)))


def balance(
    events: Iterable[Event],
    documents: Iterable[Document] = (),
    *,
    unit: Unit = "month",
    actor: str | None = None,
    recipient: str | None = None,
    all: bool = False,
) -> tuple[Balance, ...]:
    """Return how much cooperation and conflict there was in each period that has events, the earliest first.

    Each merged event counts once, in the period (`unit`: "day", "week", "month", "year") of the time told. Where no
    time is told, or a longer one in which the day of publication of its first report lies ("this year"), that day
    counts. Other events are in a last row with the period None, so that none is lost. Only what is said to have
    happened and is not denied in the same document counts, or everything with `all`.

    With `actor` or `recipient` only what those did or underwent counts. They are given as a node (`"actor:irn"`),
    an entity of the registry (`"irn"`) or a code, which stands for all that begin with it: `"IRN"` for the country
    with its army, police and citizens, `"IRN-MIL"` for its armed forces.

    Raises GraphError for an unknown unit, for an actor given in none of these ways, where a record is faulty or
    does not fit its document.

    >>> from datetime import date
    >>> from tewn.ontology.model import Span
    >>> event = Event("e1", "d1", "en", 0, "AID", None, (), "070", 2, 8.0, "actual", (Span("aided", 5, 10),), "aid",
    ...     (Participant("Iran", 0, 4, "IRN-GOV", "irn"),), (), (), (), None, None, "en.aid.aid")
    >>> balance([event], [Document("d1", "Iran aided them.", date(2021, 3, 14))], actor="IRN")
    (Balance(period='2021-03', cooperation=1, conflict=0, total=8.0, mean=8.0),)
    """
    name = _period_of(unit)
    found = paired_events(events, documents)
    if actor is None and recipient is None:
        return _balances((told for told in found if all or told.is_actual), name)
    for given in (actor, recipient):
        _require_actor(given, found)
    return _balances(
        (
            told
            for told in found
            if any(
                _is(pair.actor, actor) and _is(pair.recipient, recipient)
                for pair in (told.pairs if all else told.plain)
            )
        ),
        name,
    )


def balance_by_dyad(
    events: Iterable[Event], documents: Iterable[Document] = (), *, unit: Unit = "month", all: bool = False
) -> tuple[DyadBalance, ...]:
    """Return the balance of each pair of named actors in that direction, sorted by their nodes.

    Periods, what counts, and errors are those of `balance`, pairs those of `dyads`.
    """
    name = _period_of(unit)
    by_dyad: dict[tuple[str, str], list[PairedEvent]] = defaultdict(list)
    labels: dict[str, str] = {}
    for told in paired_events(events, documents):
        for pair in told.pairs:
            if pair.actor and pair.recipient and (all or pair in told.plain):
                ends = actor_node(pair.actor), actor_node(pair.recipient)
                by_dyad[ends].append(told)
                for node, participant in zip(ends, (pair.actor, pair.recipient), strict=True):
                    labels.setdefault(node, actor_label(participant))
    return tuple(
        DyadBalance(source, target, labels[source], labels[target], _balances(by_dyad[source, target], name))
        for source, target in sorted(by_dyad)
    )


# ---------------------------------------------------------------- networks


def _require(given: str, known: Sequence[str], what: str) -> None:
    if given not in known:
        raise GraphError(f"unknown {what} {given!r}{nearest(given, known)}; known are {', '.join(known)}")


def _pagerank(network: nx.DiGraph) -> dict[str, float]:
    try:
        return dict(nx.pagerank(network, weight="weight"))
    except ImportError as error:
        raise GraphError("PageRank needs the package scipy: pip install 'tewn[analysis]'") from error


def _undirected(network: nx.DiGraph, relation: Relation) -> nx.Graph:
    """Return the network with one edge between two actors, weighted by their events of a kind in both directions."""
    key = "weight" if relation == "all" else relation
    joined = nx.Graph()
    for source, target, count in network.edges(data=key):
        if count is None:
            raise GraphError("communities are found in a network of dyads: tewn.dyads(events)")
        if count and source != target:
            before = joined.get_edge_data(source, target, {"weight": 0})["weight"]
            joined.add_edge(source, target, weight=before + count)
    joined.add_nodes_from((node, {"label": network.nodes[node]["label"]}) for node in joined)
    return joined


def _within(network: nx.Graph, group: Iterable[str]) -> int:
    return int(network.subgraph(group).size(weight="weight"))


# ---------------------------------------------------------------- time


def _balances(found: Iterable[PairedEvent], name: Callable[[date], str]) -> tuple[Balance, ...]:
    by_period: dict[str | None, list[PairedEvent]] = defaultdict(list)
    for told in found:
        by_period[_period(told, name)].append(told)
    return tuple(_balance(key, by_period[key]) for key in sorted(by_period, key=lambda key: (key is None, key or "")))


def _balance(period: str | None, found: Sequence[PairedEvent]) -> Balance:
    friendly = sum(told.event.quad in COOPERATION for told in found)
    total = fsum(told.event.score for told in found)
    return Balance(period, friendly, len(found) - friendly, total, total / len(found))


def _period(told: PairedEvent, name: Callable[[date], str]) -> str | None:
    if told.when is None:
        return None
    first, last = told.when
    if name(first) == name(last):
        return name(first)
    published = told.published
    return name(published[0]) if published and first <= published[0] <= last else None


def _period_of(unit: Unit) -> Callable[[date], str]:
    """Return what names the period of a unit in which a day lies."""
    _require(unit, tuple(_PERIODS), "unit of time")
    return _PERIODS[unit]


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


_PERIODS: Mapping[Unit, Callable[[date], str]] = {
    "day": date.isoformat,
    "week": _week,
    "month": lambda day: day.isoformat()[:7],
    "year": lambda day: day.isoformat()[:4],
}


# ---------------------------------------------------------------- actors


def _is(participant: Participant | None, given: str | None) -> bool:
    """Tell whether a participant is who was given, as a node, an entity or the beginning of a code; None is anyone."""
    if given is None:
        return True
    if participant is None:
        return False
    if given in (participant.entity, participant.code) or given == actor_node(participant):
        return True
    return bool(_CODE.fullmatch(given)) and participant.code.startswith((f"{given}-", f"{given}:"))


def _require_actor(given: str | None, found: Iterable[PairedEvent]) -> None:
    """Raise GraphError for what can be no actor; one that is known, but acts in no event, has an empty balance."""
    if given is None or given.startswith("actor:") or given and _CODE.fullmatch(given) or load_registry().get(given):
        return
    people = (one for told in found for one in (*told.event.actor, *told.event.recipient))
    if not any(_is(one, given) for one in people):
        raise GraphError(f"{given!r} is no actor: give a node (actor:irn), an entity (irn) or a code (IRN, IRN-MIL)")
