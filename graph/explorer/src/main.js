// Puts the page together: reads the data, shows what is chosen, and lets every part see every change.

import { Actors, towards } from "./actors.js";
import { Data } from "./data.js";
import { el, keepingFocus, replace } from "./dom.js";
import { Events } from "./events.js";
import { Evidence } from "./evidence.js";
import { Facets } from "./facets.js";
import { Selection } from "./filter.js";
import { PlaceMap } from "./map.js";
import { Search } from "./search.js";
import { State } from "./state.js";
import { Timeline } from "./timeline.js";
import { Words } from "./words.js";

const at = (id) => document.getElementById(id);

function open() {
  const data = new Data(JSON.parse(at("data").textContent));
  at("data").remove(); // the text is not needed twice
  const page = document.documentElement;
  const state = new State(data, page.lang);
  const selection = new Selection(data);
  const shared = { data, state, selection };
  const search = new Search(at("searching"), shared);
  const facets = new Facets(at("filters"), shared);
  const actors = new Actors(at("network"), shared);
  const map = new PlaceMap(at("map"), shared);
  const timeline = new Timeline(at("timeline"), shared);
  const events = new Events(at("events"), shared);
  const evidence = new Evidence(at("evidence"), shared);
  let words = null;

  const update = () => {
    if (words?.language !== state.language) words = new Words(data, state.language);
    page.lang = state.language;
    page.dir = words.direction;
    if (state.theme) page.dataset.theme = state.theme;
    else delete page.dataset.theme;
    selection.update(state);
    // Where no event is chosen, that of the first in the list is shown.
    const event = state.event !== null && !selection.fails[state.event] ? state.event : (selection.shown[0] ?? null);
    head(data, state, selection, words);
    for (const part of [search, facets, actors, map, timeline]) part.update(words);
    events.update(words, event);
    evidence.update(words, event);
  };

  state.listen(() => keepingFocus(update));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  // Paper is white.
  addEventListener("beforeprint", () => {
    page.dataset.theme = "light";
    actors.update(words);
  });
  addEventListener("afterprint", update);
  addEventListener("keydown", (press) => {
    const isTyping = press.target instanceof HTMLInputElement && press.target.type === "search";
    if (press.key === "/" && !isTyping) {
      press.preventDefault();
      search.focus();
    } else if (press.key === "Escape" && !isTyping && state.isFiltered) {
      state.clear();
    }
  });
  update();
  globalThis.tewn = { data, state, selection, actors, map }; // for those who look into the page, and for its tests
  page.dataset.ready = "";
}

function head(data, state, selection, words) {
  document.title = `${words.say("title")} – tewn`;
  at("skip").textContent = words.say("skip");
  at("title").textContent = words.say("title");
  const { shown } = selection;
  at("counts").textContent = [
    words.say("events", { n: shown.length }),
    words.say("documents", { n: documents(data, shown) }),
  ].join(words.say("list"));
  replace(at("switches"),
    data.languages.map((language) =>
      el("button", { type: "button", lang: language, "aria-pressed": String(state.language === language), onclick: () => state.change({ language }) },
        data.words[language].interface.language)),
    el("button", { type: "button", class: "theme", "aria-label": words.say("switch_theme"), title: words.say("switch_theme"), onclick: () => state.change({ theme: isDark(state) ? "light" : "dark" }) },
      el("span", { class: "half-moon", "aria-hidden": "true" })));
  replace(at("chosen"), chosen(data, state, words));
}

function isDark(state) {
  return state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function documents(data, shown) {
  const found = new Set();
  for (const event of shown) {
    const [start, stop] = data.events.reports[event];
    for (let report = start; report < stop; report++) found.add(data.reports.document[report]);
  }
  return found.size;
}

// What is chosen, each with a button that takes it back.
function chosen(data, state, words) {
  const tokens = [];
  const token = (what, changes) =>
    tokens.push(el("button", { type: "button", class: "token", "aria-label": words.say("remove", { what }), onclick: () => state.change(changes) },
      el("bdi", {}, what), el("span", { "aria-hidden": "true" }, " ×")));
  const without = (name, number) => ({ [name]: new Set([...state[name]].filter((other) => other !== number)) });
  if (state.actor !== null) token(words.actor(state.actor), { actor: null });
  if (state.edge !== null) token(towards(words, ...state.edge), { edge: null });
  if (state.place !== null) token(words.name(data.places[state.place]), { place: null });
  if (state.from !== null) token(words.period(state.from, state.to), { from: null, to: null });
  for (const number of state.types) token(words.codes.types[data.typeCodes[number]], without("types", number));
  for (const number of state.statuses) token(words.say(`status_${data.statuses[number]}`), without("statuses", number));
  for (const number of state.sources) token(words.source(number), without("sources", number));
  for (const number of state.sayers) token(words.actor(number), without("sayers", number));
  if (!tokens.length) return [];
  return [el("span", { class: "aside" }, words.say("chosen")), ...tokens,
    el("button", { type: "button", class: "plain", onclick: () => state.clear() }, words.say("reset"))];
}

open();
