"""The page as a page: languages, address, keyboard, look, hostile words, size, and what it must not do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

import tewn
from tewn.graph.page import page as html_of
from tewn.graph.payload import payload
from tewn.ontology.model import Document, Event, Participant, Span

Examples = tuple[list[Event], list[Document]]
Opener = Callable[..., Any]
HOSTILE = (
    '</script><script>document.title="broken"</script>',
    "<img src=x onerror=\"document.title='broken'\">",
    "\"quoted\" 'words' & <b>tags</b> ]]> --> <!--",
    "\u202eturned round\u202c \u2066isolated without an end",
    "\u061c\u200f\u200eمن\u200cو تۆ",
    "ب" * 3000,
    "\u2028\u2029\x00\x1b[31m",
    "\ud800 alone",
    "{n} ${actor} __proto__ constructor",
    "😀😀 two units each 😀",
)


def test_the_interface_changes_its_language(page: Any) -> None:
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ckb", "rtl"]
    kurdish = page.locator("#title").inner_text()
    assert re.search("[٠-٩]", page.locator("#counts").inner_text())
    page.get_by_role("button", name="English").click()
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert page.locator("#title").inner_text() != kurdish
    assert not re.search("[٠-٩]", page.locator("#counts").inner_text())
    assert "lang=en" in page.url
    own_words = "h1, h2, .facet legend, [role=tab], .switch button, .legend, dt"
    interface = " ".join(page.locator(own_words).all_inner_texts())
    assert not re.search("[\u0600-\u06ff]", interface)


@pytest.mark.parametrize("language", ["ckb", "en"])
def test_every_word_of_the_interface_is_there(page: Any, language: str) -> None:
    page.evaluate(f"tewn.state.change({{ language: '{language}' }})")
    seen = page.evaluate("document.body.innerText")
    assert not re.search(r"undefined|NaN|\[object|\{\w+\}", seen)


def test_a_link_restores_what_was_chosen(opener: Opener, example_page: Path) -> None:
    with opener() as opened:
        page = opened.open(example_page)
        page.evaluate("""() => {
            const { data, state } = tewn;
            const event = tewn.selection.shown[3];
            state.change({ types: new Set([data.type[event]]), statuses: new Set([data.status[event]]) });
            state.change({ actor: data.eventActors[event][0], from: data.at[event], to: data.at[event] });
            state.change({ event, language: "en", theme: "dark", series: "type", colour: "country", list: "actors" });
        }""")
        shown, hash = page.evaluate("[tewn.selection.shown, location.hash]")
        assert shown
        text = page.locator("body").inner_text()
    with opener() as again:
        page = again.open(example_page, hash)
        assert page.evaluate("tewn.selection.shown") == shown
        assert page.locator("body").inner_text() == text
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_browsers_way_back_takes_a_choice_back(page: Any) -> None:
    everything = page.evaluate("tewn.data.size")
    page.locator('[data-facet="types"]').first.check()
    assert page.evaluate("tewn.selection.shown.length") < everything
    page.go_back()
    page.wait_for_function(f"tewn.selection.shown.length === {everything}")


def test_going_from_event_to_event_is_one_step_of_the_way_back(page: Any) -> None:
    page.locator('[data-facet="types"]').last.check()
    filtered = page.url
    page.focus("#event-list")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert "event=" in page.url
    page.go_back()
    page.wait_for_function("tewn.state.event === null")
    assert page.url == filtered


FAULTY = (
    "#actor=actor:nobody&type=NONSENSE&from=x",
    "#event=%E0%A4%A&edge=a",
    "#__proto__=1",
    "#from=99999999999&to=99999999999",
    "#from=2&to=1",
)


@pytest.mark.parametrize("hash", FAULTY)
def test_a_faulty_link_chooses_what_it_can(opener: Opener, example_page: Path, hash: str) -> None:
    with opener() as opened:
        page = opened.open(example_page, hash)
        assert page.evaluate("tewn.selection.shown.length") == page.evaluate("tewn.data.size")
        assert opened.complaints == []


def test_the_keyboard_reaches_everything(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Escape")
    page.focus("#event-list")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "Home", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("tewn.state.event") == page.evaluate("tewn.selection.shown[1]")
    assert page.locator("#event-list").get_attribute("aria-activedescendant") == "event-list-1"
    for selector in (".bar-of-time", ".disc"):
        page.locator(selector).first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("tewn.state.isFiltered")
        page.keyboard.press("Escape")
        assert not page.evaluate("tewn.state.isFiltered")


def test_the_keyboard_goes_through_the_actors_and_chooses_one(page: Any) -> None:
    page.locator("#events [role=tab]").last.click()
    page.focus("#actor-list")
    count = page.locator("#actor-list .row").first.get_attribute("aria-setsize")
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    row = page.locator("#actor-list .row.at")
    assert row.get_attribute("id") == page.locator("#actor-list").get_attribute("aria-activedescendant")
    assert row.get_attribute("aria-posinset") == "5"
    assert row.get_attribute("aria-setsize") == count
    name = row.locator(".who").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("tewn.actors.words.actor(tewn.state.actor)") == name
    page.keyboard.press("Enter")
    assert page.evaluate("tewn.state.actor") is None


FOCUSED = "document.activeElement.closest('[id]').id + ' ' + document.activeElement.textContent"


def test_the_keyboard_stays_where_it_is_when_something_is_chosen(page: Any) -> None:
    for selector in (".bar-of-time", ".disc", "#events [role=tab]", "#network .switch button", "#switches .theme"):
        page.locator(selector).last.focus()
        before = page.evaluate(FOCUSED)
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUSED).split()[0] == before.split()[0]
        page.evaluate("tewn.state.clear()")
    page.locator('[data-facet="types"]').first.check()
    page.locator('[data-facet="statuses"]').first.check()
    tokens = page.locator("#chosen .token")
    tokens.first.focus()
    page.keyboard.press("Enter")
    assert tokens.first.evaluate("(token) => token === document.activeElement")
    page.keyboard.press("Enter")  # nothing is left there
    assert page.evaluate("document.activeElement.classList.contains('list')")


def test_paper_is_white(opener: Opener, example_page: Path) -> None:
    with opener() as opened:
        page = opened.open(example_page, "#theme=dark")
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = page.evaluate(ground)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.evaluate(ground) != dark
        for part in ("#searching", "#filters", "#switches"):
            assert not page.locator(part).is_visible()
        assert page.evaluate("evidence.scrollHeight <= evidence.clientHeight")
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(ground) == dark


def test_everything_has_a_name_for_those_who_hear_the_page(page: Any) -> None:
    needing = "button, input, [role=button], [role=listbox], [role=img], [role=option]"
    nameless = page.evaluate(
        """(needing) => [...document.querySelectorAll(needing)].filter((one) =>
            !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.[0]?.textContent.trim())
        ).map((one) => one.outerHTML)""",
        needing,
    )
    assert nameless == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground(opener: Opener, example_page: Path, theme: str) -> None:
    """Contrast is at least 4.5 to 1 (WCAG 2.1, AA) for all colours of text on the grounds they stand on."""
    with opener(color_scheme=theme) as opened:
        page = opened.open(example_page)
        colours = page.evaluate("""() => {
            const style = getComputedStyle(document.documentElement);
            const names = ["text", "quiet", "ground", "panel", "chosen", "quad-2", "quad-4",
                "role-trigger", "role-actor", "role-recipient", "role-other"];
            return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
        }""")

    def brightness(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(one: str, other: str) -> float:
        low, high = sorted((brightness(colours[one]), brightness(colours[other])))
        return (high + 0.05) / (low + 0.05)

    grounds = ("ground", "panel", "chosen", "role-trigger", "role-actor", "role-recipient", "role-other")
    pairs = [("text", ground) for ground in grounds]
    pairs += [("quiet", "ground"), ("quiet", "panel"), ("quiet", "chosen")]
    pairs += [("ground", "quad-2"), ("ground", "quad-4")]  # names of types on their colour
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


def hostile(texts: tuple[str, ...]) -> Examples:
    """Return a document and an event for each text, which stands in every field that takes words."""
    events, documents = [], []
    for number, text in enumerate(texts):
        words = f"{text} attacked {text} in {text}"
        place = len(text) + 1
        trigger = Span("attacked", place, place + 8)
        actor = Participant(text, 0, len(text), "-REB", None, text)
        recipient = Participant(text, place + 9, place + 9 + len(text), "IRQ-GOV", None, text)
        name = f"d{number}{text}"
        documents.append(Document(name, words, date(2021, 3, 14), "en", text, f"javascript:alert({number})", text))
        events.append(Event(
            f"e{number}", name, "en", 0, "ASSAULT", None, (), "190", 4, -9.0, "actual", (trigger,), text, (actor,),
            (recipient,), (), (actor,), None, None, f"en.{text}",
        ))  # fmt: skip
    return events, documents


def test_hostile_words_do_no_harm(opener: Opener, write_page: Callable[..., Path]) -> None:
    path = write_page(*hostile(HOSTILE), "en")
    with opener() as opened:
        page = opened.open(path)
        assert opened.requests == [path.as_uri()]
        elements = page.locator("body *").count()
        for number in range(len(HOSTILE)):
            page.evaluate(f"tewn.state.change({{ event: {number} }})")
            page.evaluate(f"tewn.actors.hover('node', tewn.data.eventActors[{number}][0])")
            assert page.locator("#evidence mark.role-trigger").first.inner_text() == "attacked"
            assert page.locator("#evidence a").count() == 0
        page.fill("#search", "two units")
        assert page.locator("#found [role=option]").count()
        assert page.title().endswith("tewn")
        assert page.locator("script").count() == 1
        assert page.locator("img, b, main script").count() == 0
        assert page.locator("body *").count() < 2 * elements
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        widths = "[...document.querySelectorAll('main > *')].map((one) => one.scrollWidth - one.clientWidth)"
        assert max(page.evaluate(widths)) <= 0
        assert opened.complaints == []


def test_marks_that_turn_directions_are_seen_in_the_evidence_and_gone_from_names(
    opener: Opener, write_page: Callable[..., Path]
) -> None:
    with opener() as opened:
        page = opened.open(write_page(*hostile((HOSTILE[3],)), "en"))
        titles = page.locator("#evidence .control").evaluate_all("(found) => found.map((one) => one.title)")
        assert titles[:3] == ["U+202E", "U+202C", "U+2066"]
        assert not re.search("[\u202a-\u202e\u2066]", page.locator("#event-list .who").first.inner_text())


def test_words_beyond_sixteen_bits_are_marked_where_they_stand(opener: Opener, write_page: Callable[..., Path]) -> None:
    with opener() as opened:
        page = opened.open(write_page(*hostile((HOSTILE[-1],)), "en"))
        assert page.locator("#evidence mark.role-trigger").inner_text() == "attacked"
        assert page.locator("#evidence mark.role-actor").first.inner_text() == HOSTILE[-1]


def test_the_page_allows_its_own_script_and_style_and_nothing_else(example_page: Path, opener: Opener) -> None:
    text = example_page.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert not re.search(r"<[^>]+ on\w+=|<[^>]+ style=|<link|<img|<iframe", text[: text.index("<script")])
    with opener() as opened:
        page = opened.open(example_page)
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "globalThis.foreign = 1";
            document.body.append(script);
        }""")
        assert page.evaluate("globalThis.foreign") is None
        assert any("Content Security Policy" in complaint for complaint in opened.complaints)
        assert page.evaluate("fetch('https://news.example/').then(() => 'asked', () => 'refused')") == "refused"


def test_without_webgl_the_network_is_drawn_all_the_same(
    plain_browser: Any, opener: Opener, example_page: Path
) -> None:
    with opener(plain_browser) as opened:
        page = opened.open(example_page)
        assert page.locator(".plain-network circle").count() == page.evaluate("tewn.actors.shown")
        page.locator(".plain-network circle").first.click()
        assert page.evaluate("tewn.state.actor") is not None
        assert "WebGL" in page.locator(".plain-note").inner_text()
        assert page.locator(".plain-network .chosen text").count() == 1
        assert not page.locator("#network .switch").last.is_visible()
        number = page.evaluate("tewn.state.actor")
        page.locator(".plain-network .chosen circle").hover()
        assert page.evaluate(f"tewn.actors.words.actor({number})") in page.locator(".tip").inner_text()


def test_beyond_the_strongest_actors_the_page_says_so(opener: Opener, examples: Examples, tmp_path: Path) -> None:
    shown = payload(*examples, strongest=5)
    (tmp_path / "few.html").write_text(html_of(shown, "en"), "utf-8")
    with opener() as opened:
        page = opened.open(tmp_path / "few.html")
        assert page.evaluate("tewn.data.actors.filter((actor) => actor.at).length") == 5
        assert "The 5 strongest of" in page.locator("#network").inner_text()
        assert page.evaluate("tewn.selection.shown.length") == len(shown["events"]["id"])


def test_a_long_list_has_only_the_rows_that_are_seen(
    opener: Opener, examples: Examples, write_page: Callable[..., Path]
) -> None:
    events, documents = examples
    copies: list[Document] = []
    told: list[Event] = []
    for at, document in enumerate(islice(cycle(documents), 60)):
        name = f"{document.id}-{at}"
        copies.append(replace(document, id=name, date=date(2020, 1 + at // 28, 1 + at % 28)))
        own = [event for event in events if event.document == document.id]
        told += [replace(event, id=f"{event.id}-{at}", document=name, time=None) for event in own]
    with opener() as opened:
        page = opened.open(write_page(told, copies))
        count = page.evaluate("tewn.selection.shown.length")
        assert count > 300
        assert page.locator("#event-list .row").count() < 40
        page.focus("#event-list")
        page.keyboard.press("End")
        last = page.locator(f"#event-list-{count - 1}")
        assert last.is_visible()
        assert last.get_attribute("aria-setsize") == str(count)


def test_records_without_their_documents_show_the_words_they_have(
    opener: Opener, examples: Examples, write_page: Callable[..., Path]
) -> None:
    with opener() as opened:
        page = opened.open(write_page(examples[0], []))
        assert page.locator("#evidence .report").first.locator("mark").count() == 1
        assert page.evaluate("tewn.actors.words.say('text_missing')") in page.locator("#evidence").inner_text()


@pytest.mark.parametrize("hash", ["", "#theme=dark&status=negated"])
def test_the_page_fills_the_window_and_no_more(opener: Opener, write_page: Callable[..., Path], hash: str) -> None:
    """Whether something is chosen or not, and however little there is to show."""
    with opener() as opened:
        page = opened.open(write_page([], []), hash)
        assert page.evaluate("document.querySelector('main').getBoundingClientRect().bottom") == 900
        assert page.evaluate("document.documentElement.scrollHeight") == 900


def test_no_events_at_all(opener: Opener, write_page: Callable[..., Path]) -> None:
    with opener() as opened:
        page = opened.open(write_page([], []))
        assert page.locator("#evidence").inner_text() == page.evaluate("tewn.actors.words.say('no_events')")
        assert opened.complaints == []


def test_a_notebook_shows_the_page_in_a_frame(opener: Opener, examples: Examples, tmp_path: Path) -> None:
    shown = tewn.view(*examples)
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><body>{shown._repr_html_()}</body>", "utf-8")
    with opener() as opened:
        opened.page.goto((tmp_path / "notebook.html").as_uri())
        frame = opened.page.frame_locator("iframe")
        frame.locator('[data-facet="types"]').first.check()
        assert frame.locator("#chosen .token").count() == 1
        assert opened.complaints == []


def test_a_narrow_window_shows_one_below_the_other(opener: Opener, example_page: Path) -> None:
    with opener() as opened:
        page = opened.open(example_page)
        page.set_viewport_size({"width": 420, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tops = page.evaluate(
            "['network', 'timeline', 'map', 'events']"
            ".map((id) => document.getElementById(id).getBoundingClientRect().top)"
        )
        assert tops == sorted(tops)
