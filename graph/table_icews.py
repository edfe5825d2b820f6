"""Events as a table with the columns of ICEWS, the Integrated Crisis Early Warning System.

The 20 columns and their order are those of the files that ICEWS releases (Harvard Dataverse,
doi:10.7910/DVN/28075): tab-separated, with a header. A row is one actor who does something to one recipient:
an event with several of either has several rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..ontology.model import Document, Event, Participant
from ..ontology.plover import load_plover
from .claims import Pair
from .identity import country_and_sector
from .rows import Happening, Texts, body_of_states, happenings, name_of, place_of, separated, sound, source_of
from .rows import state_of_code as state_of

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip

SECTORS = {
    "GOV": "Government",
    "MIL": "Military",
    "COP": "Police",
    "SPY": "Intelligence",
    "LEG": "Legislature",
    "JUD": "Judicial",
    "PTY": "Parties",
    "OPP": "Opposition",
    "REB": "Rebel",
    "CVL": "General Population",
    "MED": "Media",
    "BUS": "Business",
    "NGO": "Nongovernmental Organization",
    "EDU": "Education",
    "REL": "Religious",
    "CRM": "Criminals",
}
"""The sectors in words; `UNK` has none."""
BODY_OF_STATES = "International Government Organization"

Row = dict[str, object]


def lines(events: Iterable[Event], documents: Iterable[Document], *, safe_cells: bool = False) -> Iterator[str]:
    """Yield the lines of the table, the header first, by day and first report.

    Raises GraphError where a record is faulty.
    """
    records, texts = sound(events, documents)
    rows = (
        _row(identifier, pair, happening, texts)
        for happening in happenings(records, texts)
        for identifier, pair in happening.numbered()
    )
    cells = ([row.get(column) for column in COLUMNS] for row in rows)
    yield from separated(cells, header=COLUMNS, safe_cells=safe_cells)


def _row(identifier: str, pair: Pair, happening: Happening, texts: Texts) -> Row:
    event, first = happening.event, happening.reports[0]
    cameo = event.cameo or load_plover().to_cameo(event.type, event.mode)
    return {
        "Event ID": identifier,
        "Event Date": happening.day,
        **_side("Source", pair.actor),
        "Event Text": load_plover().from_cameo(cameo).gloss_en,
        "CAMEO Code": cameo,
        "Intensity": event.score,
        **_side("Target", pair.recipient),
        "Story ID": first.document,
        "Sentence Number": first.sentence + 1,  # ours count from 0
        "Publisher": source_of(texts.get(first.document)),
        **_place(happening),
    }


def _side(role: str, participant: Participant | None) -> Row:
    if participant is None:
        return {}
    state = state_of(participant.code)
    sector = SECTORS.get(country_and_sector(participant.code)[1] or "")
    is_body = body_of_states(participant.code) is not None
    return {
        f"{role} Name": name_of(participant),
        f"{role} Sectors": ",".join(filter(None, (BODY_OF_STATES if is_body else None, sector))),
        f"{role} Country": state.label("en") if state else None,
    }


def _place(happening: Happening) -> Row:
    place = place_of(happening.event.place)
    if place is None:
        return {}
    return {
        "City": place.city,
        "District": place.district,
        "Province": place.province,
        "Country": place.state.label("en") if place.state else None,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
    }
