"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tewn.ontology.compiled import VARIABLE


@pytest.fixture(scope="session", autouse=True)
def _tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tables that are made once in a folder of the tests, for the commands that they run too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("tables")))
        yield
