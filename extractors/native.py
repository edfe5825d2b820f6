"""What mypyc, which compiles the engine, is told of a class; in plain Python it makes no difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as mypyc_attr  # mypyc knows it by this name
else:
    T = TypeVar("T")

    def mypyc_attr(**attributes: bool) -> Callable[[T], T]:
        """Mark a class: `serializable` for one whose objects are kept between runs (see `ontology.compiled`)."""
        return lambda found: found
