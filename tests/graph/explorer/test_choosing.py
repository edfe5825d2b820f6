"""Choosing an actor, an edge, a bar of time or a place leads to the events of just that, and to their words."""

from __future__ import annotations

from typing import Any

import pytest

from tewn.graph.merge import merge
from tewn.ontology.model import Document, Event

Examples = tuple[list[Event], list[Document]]


def rows(page: Any) -> list[int]:
    """Return the numbers of the events that are shown."""
    found: list[int] = page.evaluate("tewn.selection.shown")
    return found


def count_in_list(page: Any) -> str:
    found: str = page.locator("#events [role=tab]").first.locator(".count").inner_text()
    return found


def marked(page: Any, role: str) -> str:
    """Return the words of a role in the first report of the evidence."""
    return " ".join(page.locator("#evidence .report").first.locator(f"mark.role-{role}").all_inner_texts())


def choose(page: Any, point: str) -> None:
    """Click a point of the network."""
    x, y = page.evaluate(f"""() => {{
        const point = {point};
        const stage = document.querySelector(".network").getBoundingClientRect();
        return [stage.left + point.x, stage.top + point.y];
    }}""")
    page.mouse.click(x, y)


def test_everything_is_shown_at_first(page: Any, examples: Examples) -> None:
    assert len(rows(page)) == len(merge(*examples))
    assert page.locator("#chosen").inner_text() == ""


def test_an_actor(page: Any) -> None:
    number = page.evaluate(
        "() => [...tewn.actors.eventsOf.keys()].filter((n) => tewn.data.actors[n].at && tewn.data.edges.some("
        "(e) => e.source === n)).sort((a, b) => tewn.actors.eventsOf[b] - tewn.actors.eventsOf[a])[0]"
    )
    choose(page, f"tewn.actors.view.point({number})")
    assert page.evaluate("tewn.state.actor") == number
    name = page.evaluate(f"tewn.actors.words.actor({number})")
    assert name in page.locator("#chosen").inner_text()
    shown = rows(page)
    assert shown
    assert all(number in page.evaluate(f"tewn.data.eventActors[{event}]") for event in shown)
    words = page.evaluate(f"[tewn.data.actors[{number}].label, ...tewn.data.actors[{number}].words]")
    told = marked(page, "actor") + marked(page, "recipient")
    assert any(word in told for word in words)


def test_an_edge(page: Any) -> None:
    edge = page.evaluate("""() => {
        const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
        const nodes = tewn.data.actors.flatMap((actor, n) => (actor.at ? [tewn.actors.view.point(n)] : []));
        const middle = (n) => tewn.actors.view.middle(n);
        const free = (n) => Math.min(...nodes.map((node) => distance(node, middle(n))),
            ...tewn.data.edges.map((_, m) => m === n ? 99 : 2 * distance(middle(m), middle(n))));
        return [...tewn.data.edges.keys()].sort((a, b) => free(b) - free(a))[0];
    }""")
    choose(page, f"tewn.actors.view.middle({edge})")
    ends = page.evaluate(f"[tewn.data.edges[{edge}].source, tewn.data.edges[{edge}].target]")
    assert page.evaluate("tewn.state.edge") == ends
    shown = rows(page)
    assert shown
    for event in shown:
        assert ends in [pair[:2] for pair in page.evaluate(f"tewn.data.events.pairs[{event}]")]
    assert page.locator("#evidence mark.role-trigger").count()


def test_a_bar_of_the_timeline(page: Any) -> None:
    bars = page.locator(".bar-of-time")
    start = int(bars.first.get_attribute("data-start"))
    box = bars.first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.evaluate("[tewn.state.from, tewn.state.to]") == [start, start]
    assert all(page.evaluate(f"tewn.data.at[{event}]") == start for event in rows(page))
    assert 0 < len(rows(page)) < page.evaluate("tewn.data.size")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.evaluate("tewn.state.from") is None


def test_a_stretch_of_time_by_dragging(page: Any) -> None:
    bars = page.locator(".bar-of-time")
    first, last = (bars.nth(place).bounding_box() for place in (0, 1))
    page.mouse.move(first["x"] + first["width"] - 2, first["y"] + 2)
    page.mouse.down()
    page.mouse.move(last["x"] + 2, first["y"] + 2, steps=5)
    page.mouse.up()
    starts = [int(bars.nth(place).get_attribute("data-start")) for place in (0, 1)]
    assert page.evaluate("[tewn.state.from, tewn.state.to]") == starts


def test_a_place(page: Any) -> None:
    disc = page.locator(".disc").first
    number = int(disc.get_attribute("data-place"))
    disc.locator("circle").click()
    assert page.evaluate("tewn.state.place") == number
    assert all(page.evaluate(f"tewn.data.place[{event}]") == number for event in rows(page))
    assert marked(page, "place") in page.evaluate(
        f"[tewn.data.places[{number}].label, ...tewn.data.places[{number}].words]"
    )


@pytest.mark.parametrize("text", ["Mosul", "مووسڵ", "مووسل", "MOSUL"])
def test_a_name_in_any_language_and_spelling(page: Any, text: str) -> None:
    page.fill("#search", text)
    page.wait_for_selector("#found [role=option]")
    page.press("#search", "Enter")
    place = page.evaluate("tewn.data.places[tewn.state.place]")
    assert place["names"]["en"] == "Mosul"
    assert rows(page)


def test_names_come_before_codes(page: Any) -> None:
    page.evaluate("tewn.state.change({ language: 'en' })")
    page.fill("#search", "ir")
    found = page.locator("#found [role=option]").all_inner_texts()
    assert len(found) == 12  # many more have a code that begins so
    assert "Iran" in {text.split("\n")[0] for text in found}


def test_an_unknown_name_says_so(page: Any) -> None:
    page.fill("#search", "qwertz")
    assert page.locator("#found").inner_text() == page.evaluate("tewn.actors.words.say('search_none')")
    page.press("#search", "Enter")
    assert page.evaluate("tewn.state.isFiltered") is False


def test_filters_count_what_they_would_leave_and_leave_it(page: Any) -> None:
    for facet in ("types", "statuses", "sources", "sayers"):
        row = page.locator(f'.facet-row:has([data-facet="{facet}"])').first
        count = row.locator(".count").inner_text()
        row.locator("input").check()
        assert count_in_list(page) == count
        page.locator(f'[data-facet="{facet}"]').first.uncheck()
    assert len(rows(page)) == page.evaluate("tewn.data.size")


def test_denied_events_are_denied_and_look_it(page: Any) -> None:
    negated = page.evaluate("tewn.data.statuses.indexOf('negated')")
    page.locator(f'[data-facet="statuses"][data-number="{negated}"]').check()
    assert rows(page)
    assert {page.evaluate(f"tewn.data.status[{event}]") for event in rows(page)} == {negated}
    chip = page.locator("#event-list .chip").first
    assert chip.evaluate("(chip) => getComputedStyle(chip).textDecorationLine") == "line-through"
    fills = page.locator(".bar-of-time rect").evaluate_all("(bars) => bars.map((bar) => getComputedStyle(bar).fill)")
    assert fills
    assert all("#hatch-" in fill for fill in fills)
    edges = page.evaluate(
        "() => tewn.data.edges.map((_, n) => tewn.actors.edge(n)).flatMap((look) => look.hidden ? [] : [look.color])"
    )
    pale = page.evaluate(
        "() => ['conflict-unsure', 'cooperation-unsure'].map((name) => getComputedStyle(document.documentElement)"
        ".getPropertyValue(`--${name}`).trim())"
    )
    assert set(edges) <= set(pale)


def test_who_only_says_something_leads_to_what_they_say(page: Any) -> None:
    number = page.evaluate("[...tewn.data.saying].find((number) => !tewn.data.acting.has(number))")
    event = page.evaluate(f"tewn.data.sayers.findIndex((some) => some.includes({number}))")
    page.evaluate(f"tewn.state.change({{ event: {event} }})")
    name = page.evaluate(f"tewn.actors.words.actor({number})")
    page.locator("#evidence .report").get_by_role("button", name=name, exact=True).first.click()
    from_evidence = rows(page)
    assert event in from_evidence
    assert all(number in page.evaluate(f"tewn.data.sayers[{event}]") for event in from_evidence)
    page.evaluate("tewn.state.clear()")
    page.fill("#search", name)
    page.locator("#found [role=option]").filter(has_text=name).first.click()
    assert rows(page) == from_evidence


def test_a_search_that_is_given_up_chooses_nothing(page: Any) -> None:
    page.fill("#search", "Mosul")
    page.press("#search", "Escape")
    page.press("#search", "Enter")
    assert page.evaluate("tewn.state.isFiltered") is False


def test_choosing_an_event_leaves_the_list_where_it_is(page: Any) -> None:
    page.evaluate("document.getElementById('event-list').scrollTop = 800")
    page.wait_for_selector("#event-list-14")
    page.locator("#event-list-14").click()
    assert page.evaluate("tewn.state.event") == rows(page)[14]
    assert page.evaluate("document.getElementById('event-list').scrollTop") == 800


def test_choices_add_up_and_can_be_taken_back(page: Any) -> None:
    everything = len(rows(page))
    page.locator('[data-facet="types"]').last.check()
    of_type = len(rows(page))
    page.locator("#events [role=tab]").last.click()
    page.locator("#actor-list .row").first.click()
    assert 0 < len(rows(page)) <= of_type < everything
    assert page.locator("#chosen .token").count() == 2
    page.locator("#chosen .token").first.click()
    page.locator("#chosen .token").first.click()
    assert len(rows(page)) == everything


def test_the_evidence_is_that_of_the_record(page: Any, examples: Examples) -> None:
    events, documents = examples
    texts = {document.id: document.text for document in documents}
    by_id = {event.id: event for event in merge(events, documents)}
    for number in range(0, len(by_id), 5):
        page.evaluate(f"tewn.state.change({{ event: {number} }})")
        report = by_id[page.evaluate(f"tewn.data.events.id[{number}]")].reports[0]
        quote = page.locator("#evidence blockquote").first
        assert quote.inner_text().strip() in texts[report.document]
        found = "".join(marked(page, "trigger").split())
        assert found == "".join("".join(span.text for span in report.trigger).split())
        assert report.rule in page.locator("#evidence .report").first.inner_text()
        assert quote.evaluate("(quote) => getComputedStyle(quote).direction") == "rtl"
