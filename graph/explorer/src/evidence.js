// What an event rests on: the sentence of each report with its words marked, who says so, where and when, which rule.

import { el, keepingFocus, replace } from "./dom.js";
import { ends } from "./events.js";

const AT_ONCE = 12; // reports
const MOST_NAMES = 8;
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;

export class Evidence {
  constructor(root, { data, state, selection }) {
    Object.assign(this, { root, data, state, selection });
  }

  update(words, event) {
    this.words = words;
    this.root.setAttribute("aria-label", words.say("evidence"));
    if (event === null) {
      replace(this.root, el("p", { class: "none" }, words.say("no_events")));
      return;
    }
    if (event !== this.event) this.root.scrollTop = 0;
    this.event = event;
    const [start, stop] = this.data.events.reports[event];
    const shown = Math.min(stop, start + AT_ONCE);
    const reports = [];
    for (let report = start; report < shown; report++) reports.push(this.#report(report));
    const more = stop > shown
      ? el("button", { type: "button", class: "plain", onclick: (press) => {
          const rest = [];
          for (let report = shown; report < stop; report++) rest.push(this.#report(report));
          keepingFocus(() => press.target.replaceWith(...rest));
        } }, words.say("more", { n: stop - start }))
      : null;
    replace(this.root, this.state.actor === null ? null : this.#card(this.state.actor), this.#head(event), reports, more);
  }

  // Who the chosen actor is, and how often it acts and undergoes in the events that are shown.
  #card(number) {
    const { data, selection, words } = this;
    const actor = data.actors[number];
    const sides = [0, 0];
    for (const event of selection.shown) {
      ends(data.events.pairs[event]).forEach((side, at) => (sides[at] += side.includes(number)));
    }
    const known = actor.words.filter((name) => name !== words.actor(number)).slice(0, MOST_NAMES);
    return el("section", { class: "card" },
      el("h3", {}, el("bdi", {}, words.actor(number)), el("bdi", { class: "code" }, actor.code)),
      el("dl", {},
        term(words.say("country"), actor.country ? [el("bdi", {}, words.country(actor.country))] : null),
        term(words.say("sector"), actor.sector ? [words.codes.sectors[actor.sector] ?? actor.sector] : null),
        term(words.say("acted"), [words.say("events", { n: sides[0] })]),
        term(words.say("received"), [words.say("events", { n: sides[1] })]),
        term(words.say("known_as"), known.length ? separated(known.map((name) => el("bdi", {}, name)), words.say("list")) : null),
      ),
    );
  }

  #head(event) {
    const { data, words } = this;
    const { events } = data;
    const [actors, recipients] = ends(events.pairs[event]);
    const type = events.type[event];
    const status = data.statuses[data.status[event]];
    const mode = events.mode[event];
    const who = (numbers) => (numbers.length ? separated(numbers.map((number) => this.#actor(number)), words.say("list")) : [words.say("nobody_named")]);
    const place = events.place[event];
    const first = events.first[event];
    const told = events.told[event] ? null : el("span", { class: "aside" }, ` (${words.say("not_told")})`);
    return el("header", {},
      el("h3", {},
        el("span", { class: `chip quad-${data.quad[event]}` }, words.codes.types[type]),
        el("span", { class: `status status-${status}` }, words.say(`status_${status}`)),
      ),
      el("dl", {},
        term(words.say("actor"), who(actors)),
        term(words.say("recipient"), recipients.length || !actors.length ? who(recipients) : null),
        term(words.say("time"), first === null ? null : [words.period(first, events.last[event]), told]),
        term(words.say("place"), place === null ? null : [this.#place(place)]),
        term(words.say("mode"), mode ? [words.codes.modes[`${type}.${mode}`] ?? mode] : null),
        term(words.say("contexts"), events.contexts[event].length ? [events.contexts[event].map((one) => words.codes.contexts[one] ?? one).join(words.say("list"))] : null),
        term(words.say("codes"), [el("bdi", { class: "code" }, codes(events, data.reports, event))]),
        term(words.say("score"), [el("bdi", {}, words.number(events.score[event], 1))]),
      ),
    );
  }

  #report(report) {
    const { data, words } = this;
    const { reports } = data;
    const article = data.documents[reports.document[report]];
    const sayers = reports.attribution[report];
    const instruments = reports.instrument[report];
    const factuality = reports.factuality[report];
    const hasText = reports.marks[report].length !== 3 || data.texts[reports.text[report]].length !== reports.marks[report][1];
    return el("article", { class: `report status-${factuality}` },
      el("blockquote", { lang: article.language, dir: "auto" }, marked(data.texts[reports.text[report]], reports.marks[report], data.roles, words)),
      hasText ? null : el("p", { class: "aside" }, words.say("text_missing")),
      el("dl", {},
        term(words.say("statuses"), [words.say(`status_${factuality}`)]),
        term(words.say("attribution"), sayers.length ? separated(sayers.map((number) => this.#sayer(number)), words.say("list")) : null),
        term(words.say("instrument"), instruments.length ? separated(instruments.map((number) => this.#actor(number)), words.say("list")) : null),
        term(words.say("time"), reports.time[report] ? [el("bdi", { lang: article.language }, reports.time[report]), " ", el("bdi", { class: "code" }, reports.value[report] ?? "")] : null),
        term(words.say("source"), [this.#article(article)]),
        term(words.say("rule"), [el("bdi", { class: "code" }, data.rules[reports.rule[report]]), " ", el("bdi", { lang: article.language }, reports.lemma[report])]),
      ),
    );
  }

  #actor(number) {
    return this.#named(number, this.data.acting.has(number) ? { actor: number, edge: null } : null);
  }

  // Who only says something does nothing that could be shown: what is shown is what they say.
  #sayer(number) {
    return this.#named(number, { sayers: new Set([number]) });
  }

  #named(number, choice) {
    const { state, words } = this;
    const name = el("bdi", {}, words.actor(number));
    const choose = () => state.change({ ...choice, event: state.event ?? this.event });
    return el("span", {}, choice ? el("button", { type: "button", class: "link", onclick: choose }, name) : name, " ",
      el("bdi", { class: "code" }, this.data.actors[number].code));
  }

  #place(number) {
    const { state, words } = this;
    return el("button", { type: "button", class: "link", onclick: () => state.change({ place: number, event: this.event }) },
      el("bdi", {}, words.name(this.data.places[number])));
  }

  #article({ id, title, source, date, url }) {
    const { words } = this;
    const name = el("bdi", { dir: "auto" }, title ?? id);
    const isSafe = url !== null && /^https?:\/\//i.test(url);
    return el("span", {},
      source ? [el("bdi", {}, source), words.say("list")] : [],
      isSafe ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: words.say("open_article") }, name) : name,
      date ? [words.say("list"), words.say("published", { day: words.isoDay(date) })] : [],
    );
  }
}

function term(name, content) {
  return content ? [el("dt", {}, name), el("dd", {}, content)] : [];
}

function separated(elements, sign) {
  return elements.flatMap((element, place) => (place ? [sign, element] : [element]));
}

function codes(events, reports, event) {
  const cameo = new Set();
  const [start, stop] = events.reports[event];
  for (let report = start; report < stop; report++) if (reports.cameo[report]) cameo.add(reports.cameo[report]);
  const type = events.mode[event] ? `${events.type[event]}.${events.mode[event]}` : events.type[event];
  return `PLOVER ${type}${cameo.size ? ` · CAMEO ${[...cameo].sort().join(", ")}` : ""}`;
}

// A text with its words marked. Marks may lie in each other (the place inside the words for the recipient), so that a
// stretch can have several roles.
export function marked(text, marks, roles, words) {
  const cuts = new Set([0, text.length]);
  for (let at = 0; at < marks.length; at += 3) cuts.add(marks[at]).add(marks[at + 1]);
  const bounds = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let place = 0; place + 1 < bounds.length; place++) {
    const [start, stop] = [bounds[place], bounds[place + 1]];
    const held = [];
    for (let at = 0; at < marks.length; at += 3) if (marks[at] <= start && marks[at + 1] >= stop) held.push(roles[marks[at + 2]]);
    const piece = visible(text.slice(start, stop));
    if (!held.length) pieces.push(piece);
    else pieces.push(el("mark", { class: held.map((role) => `role-${role}`).join(" "), title: [...new Set(held)].map((role) => words.say(role)).join(words.say("list")) }, piece));
  }
  return pieces.flat();
}

// Marks that turn the direction of a text are shown as what they are, so that a sentence reads as it stands.
function visible(text) {
  return [...text.split(new RegExp(`(${TURNING.source})`))].filter(Boolean).map((piece) =>
    TURNING.test(piece)
      ? el("span", { class: "control", title: `U+${piece.codePointAt(0).toString(16).toUpperCase()}` }, "\ufffd")
      : piece,
  );
}
