// The events that are shown, and the actors in them: two lists of which one is seen.

import { el, replace } from "./dom.js";
import { List } from "./list.js";

const EVENT_ROW = 62;
const ACTOR_ROW = 34;

export class Events {
  constructor(root, { data, state, selection }) {
    Object.assign(this, { root, data, state, selection });
    this.events = new List({
      id: "event-list", height: EVENT_ROW, follows: true,
      row: (event) => this.#event(event),
      choose: (event) => state.change({ event }),
    });
    this.actors = new List({
      id: "actor-list", height: ACTOR_ROW, follows: false,
      row: (actor) => this.#actor(actor),
      choose: ([number]) => state.change({ actor: state.actor === number ? null : number, edge: null }),
    });
    this.tabs = el("div", { class: "tabs", role: "tablist" });
    this.none = el("p", { class: "none" });
    replace(root, this.tabs, this.none, this.events.root, this.actors.root);
  }

  update(words, event) {
    this.words = words;
    const { shown } = this.selection;
    const isEvents = this.state.list === "events";
    if (shown !== this.counted) this.counts = this.#counts(shown);
    this.counted = shown;
    const { counts } = this;
    replace(this.tabs, [
      this.#tab("events", words.say("event_list"), shown.length),
      this.#tab("actors", words.say("actor_list"), counts.length),
    ]);
    this.none.textContent = shown.length ? "" : words.say("no_events");
    this.none.hidden = shown.length > 0;
    this.events.root.hidden = !isEvents;
    this.actors.root.hidden = isEvents;
    this.events.update(shown, shown.indexOf(event), words.say("event_list"));
    this.actors.update(counts, counts.findIndex(([number]) => number === this.state.actor), words.say("actor_list"));
  }

  #counts(shown) {
    const counts = new Map();
    for (const event of shown) for (const actor of this.data.eventActors[event]) counts.set(actor, (counts.get(actor) ?? 0) + 1);
    return [...counts].sort(([a, x], [b, y]) => y - x || a - b);
  }

  #tab(name, label, count) {
    const isChosen = this.state.list === name;
    const { words } = this;
    return el("button", {
      type: "button", role: "tab", "aria-selected": String(isChosen), "aria-controls": name === "events" ? "event-list" : "actor-list",
      onclick: () => this.state.change({ list: name }),
    }, label, el("span", { class: "count" }, words.number(count)));
  }

  #event(event) {
    const { data, words } = this;
    const { events, reports } = data;
    const [actors, recipients] = ends(events.pairs[event]);
    const names = (some) => some.map((number) => words.actor(number)).join(words.say("list"));
    const report = events.reports[event][0];
    const day = events.first[event];
    return [
      el("div", { class: "row-who" },
        el("span", { class: `chip quad-${data.quad[event]} status-${data.statuses[data.status[event]]}` }, words.codes.types[events.type[event]]),
        el("bdi", { class: actors.length ? "who" : "who nobody" }, actors.length ? names(actors) : words.say("nobody_named")),
        el("span", { class: "arrow", "aria-hidden": "true" }),
        el("bdi", { class: recipients.length ? "who" : "who nobody" }, recipients.length ? names(recipients) : "–"),
        el("span", { class: "row-day" }, day === null ? "" : words.period(day, events.last[event])),
      ),
      el("div", { class: "row-text", dir: "auto", lang: data.documents[reports.document[report]].language },
        snippet(data.texts[reports.text[report]], reports.marks[report])),
    ];
  }

  #actor([number, count]) {
    const { data, words } = this;
    const { code } = data.actors[number];
    return el("div", { class: "row-actor" },
      el("bdi", { class: "who" }, words.actor(number)),
      el("bdi", { class: "code" }, code),
      el("span", { class: "count" }, words.number(count)),
    );
  }
}

// The two sides of an event, each participant once.
export function ends(pairs) {
  const side = (at) => [...new Set(pairs.map((pair) => pair[at]).filter((number) => number !== null))];
  return [side(0), side(1)];
}

const BEFORE = 30;

// The beginning of a sentence, or where its action stands far in, what stands round the action.
function snippet(text, marks) {
  for (let at = 0; at < marks.length; at += 3) {
    if (marks[at + 2] === 0) {
      const start = marks[at] > 2 * BEFORE ? text.indexOf(" ", marks[at] - BEFORE) + 1 : 0;
      return `${start > 0 ? "… " : ""}${text.slice(start)}`;
    }
  }
  return text;
}
