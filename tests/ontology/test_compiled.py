"""Tables kept from one start to the next: current, whole, and nobody else's."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from tewn.ontology.compiled import VARIABLE, compiled
from tewn.ontology.errors import InputError
from tewn.ontology.registry import Entity, Registry

Make = Callable[[], list[Entity]]


class Maker:
    """Makes a table and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> list[Entity]:
        self.made += 1
        return [Entity("x-a", "person", "ALD-GOV", {"en": ("Adin",)})]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that tables are kept in."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "tables"))
    return tmp_path / "tables"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a file that tables are made from."""
    path = tmp_path / "source.toml"
    path.write_text("a = 1\n", encoding="utf-8")
    return path


@pytest.fixture
def make() -> Maker:
    """Return what makes a table."""
    return Maker()


def test_a_table_is_made_once(folder: Path, source: Path, make: Maker) -> None:
    first, second = (compiled("table", [source], make) for _ in range(2))
    assert first == second == make() and make.made == 2
    assert len(list(folder.iterdir())) == 1


def test_a_change_of_a_source_makes_it_anew_in_the_same_place(folder: Path, source: Path, make: Maker) -> None:
    compiled("table", [source], make)
    source.write_text("a = 2\n", encoding="utf-8")
    compiled("table", [source], make)
    assert make.made == 2 and len(list(folder.iterdir())) == 1


def test_a_new_file_in_a_folder_of_sources_is_a_change(folder: Path, tmp_path: Path, make: Maker) -> None:
    sources = tmp_path / "sources"
    (sources / "rules").mkdir(parents=True)
    compiled("table", [sources], make)
    (sources / "notes.txt").write_text("no source", encoding="utf-8")
    compiled("table", [sources], make)
    assert make.made == 1
    (sources / "rules" / "more.toml").write_text("", encoding="utf-8")
    compiled("table", [sources], make)
    assert make.made == 2


@pytest.mark.parametrize("keep", [0, 10, 40, 120])
def test_a_file_that_is_not_whole_is_made_anew(folder: Path, source: Path, make: Maker, keep: int) -> None:
    compiled("table", [source], make)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:keep])
    assert compiled("table", [source], make)[0].id == "x-a"
    assert make.made == 2
    compiled("table", [source], make)
    assert make.made == 2


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders of users are private there")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_others_may_write_is_not_read(folder: Path, source: Path, make: Maker, what: str) -> None:
    compiled("table", [source], make)
    (path,) = folder.iterdir()
    (folder if what == "folder" else path).chmod(0o777)
    compiled("table", [source], make)
    assert make.made == 2


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders of users are private there")
def test_a_link_to_a_file_is_not_read(folder: Path, source: Path, make: Maker, tmp_path: Path) -> None:
    compiled("table", [source], make)
    (path,) = folder.iterdir()
    path.rename(tmp_path / "elsewhere.bin")
    path.symlink_to(tmp_path / "elsewhere.bin")
    compiled("table", [source], make)
    assert make.made == 2


@pytest.mark.parametrize("name", ["os mkdir", "posix mkdir", "tewn.ontology.compiled os.mkdir"])
def test_a_file_may_call_nothing_but_our_classes(
    folder: Path, source: Path, make: Maker, tmp_path: Path, name: str
) -> None:
    compiled("table", [source], make)
    (path,) = folder.iterdir()
    state, target = path.read_bytes()[:32], tmp_path / "harm"
    module, function = name.split()
    call = pickle.PROTO + b"\x04" + b"".join(pickle.UNICODE + word.encode() + b"\n" for word in (module, function))
    call += pickle.STACK_GLOBAL + pickle.UNICODE + str(target).encode() + b"\n" + pickle.TUPLE1 + pickle.REDUCE
    path.write_bytes(state + call + pickle.STOP)
    assert compiled("table", [source], make)[0].id == "x-a"
    assert make.made == 2 and not target.exists()
    pickle.loads(call + pickle.STOP)  # what it would have done
    assert target.exists()


def test_parts_kept_elsewhere_are_the_same_objects(folder: Path, source: Path) -> None:
    registry = Registry([Entity("x-a", "person", "ALD-GOV", {"en": ("Adin",)})])
    for _ in range(2):
        found = compiled("table", [source], lambda: [registry, registry["x-a"]], {"": registry, **registry.entities})
        assert found[0] is registry and found[1] is registry["x-a"]
    (path,) = folder.iterdir()
    assert b"Adin" not in path.read_bytes()


def test_without_a_folder_nothing_is_kept(source: Path, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    for _ in range(2):
        compiled("table", [source], make)
    assert make.made == 2


def test_a_folder_that_cannot_be_written_does_no_harm(
    source: Path, make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "tables"))
    assert compiled("table", [source], make)[0].id == "x-a"


def test_what_goes_wrong_in_making_is_told(folder: Path, source: Path) -> None:
    def fail() -> None:
        raise InputError("no such table")

    with pytest.raises(InputError, match="no such table"):
        compiled("table", [source], fail)
    assert not folder.exists()
