"""Pages in a real browser: a headless Chromium, which is looked for where systems have it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tewn
from tewn.ontology.model import Document, Event

playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
READY = "html[data-ready]"
OPENING = 60_000  # milliseconds: browsers without a graphics card are slow


def chromium() -> str:
    """Return the path of a Chromium; skip the test where there is none, unless it is required."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        assert "TEWN_REQUIRE_BROWSER" not in os.environ, "no Chromium is installed"
        pytest.skip(f"no Chromium is installed: none of {', '.join(PROGRAMS)}")
    return found


@pytest.fixture(scope="package")
def driver() -> Iterator[Any]:
    with playwright_api.sync_playwright() as found:
        yield found.chromium


@pytest.fixture(scope="package")
def browser(driver: Any) -> Iterator[Any]:
    found = driver.launch(executable_path=chromium(), args=FLAGS)
    yield found
    found.close()


@pytest.fixture(scope="package")
def plain_browser(driver: Any) -> Iterator[Any]:
    """A browser without WebGL."""
    found = driver.launch(executable_path=chromium(), args=[*FLAGS, "--disable-3d-apis"])
    yield found
    found.close()


class Opened:
    """A page that is open, and what it asked for and complained of."""

    def __init__(self, browser: Any, **settings: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1400, "height": 900}, **settings)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type == "error" else None,
        )

    def open(self, path: Path, hash: str = "") -> Any:
        self.page.goto(path.as_uri() + hash)
        self.page.wait_for_selector(READY, state="attached", timeout=OPENING)
        return self.page


Opener = Callable[..., AbstractContextManager[Opened]]


@pytest.fixture
def opener(browser: Any) -> Opener:
    """Open pages in contexts of their own: `with opener() as opened`."""

    @contextmanager
    def opening(other: Any = None, **settings: Any) -> Iterator[Opened]:
        opened = Opened(other or browser, **settings)
        yield opened
        opened.context.close()

    return opening


@pytest.fixture(scope="session")
def examples() -> tuple[list[Event], list[Document]]:
    """The events and documents of the example articles."""
    texts = [
        Document(path.stem, path.read_text("utf-8"), date(2021, 3, 14), "ckb", f"ڕۆژنامەی {path.stem}", title=path.stem)
        for path in sorted(EXAMPLES.glob("*.txt"))
    ]
    extractor = tewn.Extractor("ckb")
    return [event for text in texts for event in extractor.extract(text)], texts


@pytest.fixture(scope="session")
def write_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write the page of events into a folder of its own."""

    def write(events: Iterable[Event], documents: Iterable[Document], language: str = "ckb") -> Path:
        path = tmp_path_factory.mktemp("page") / "actors.html"
        tewn.view(events, documents, language=language).write(path)
        return path

    return write


@pytest.fixture(scope="session")
def example_page(examples: tuple[list[Event], list[Document]], write_page: Callable[..., Path]) -> Path:
    return write_page(*examples)


@pytest.fixture
def page(opener: Opener, example_page: Path) -> Iterator[Any]:
    """The page of the example articles, open; it may ask for nothing and complain of nothing."""
    with opener() as opened:
        yield opened.open(example_page)
        assert opened.requests == [example_page.as_uri()]
        assert opened.complaints == []
