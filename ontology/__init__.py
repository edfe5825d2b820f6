"""What can be said: the records, PLOVER with its CAMEO crosswalk, the actor registry, the RDF vocabulary."""

from .model import (
    FACTUALITIES,
    Document,
    Event,
    Factuality,
    Location,
    Participant,
    Span,
    TimeExpression,
    event_from_dict,
    event_to_dict,
)

__all__ = [
    "FACTUALITIES",
    "Document",
    "Event",
    "Factuality",
    "Location",
    "Participant",
    "Span",
    "TimeExpression",
    "event_from_dict",
    "event_to_dict",
]
