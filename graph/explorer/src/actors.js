// The network of actors: how many of the events that are shown each actor and each edge has, and what they look like.

import { el, replace, variable } from "./dom.js";
import { SigmaNetwork } from "./network.js";
import { PlainNetwork } from "./network_plain.js";

const LONGEST = 28; // letters of a label in the network
const SPARSE = 30; // actors that all have their labels
const CROWD = 800; // edges from which they are drawn straight, which is quicker
const MOST_EDGES = 3000; // drawn at once: more can be neither seen nor drawn in time
const OTHER = 7; // the last colour
const COUNTRIES = 7; // as many colours as can be told apart

export class Actors {
  constructor(root, { data, state, selection }) {
    Object.assign(this, { root, data, state, selection });
    this.title = el("h2");
    this.note = el("span", { class: "aside" });
    this.switch = el("div", { class: "switch", role: "group" });
    this.buttons = el("div", { class: "switch", role: "group" });
    this.legend = el("ul", { class: "legend" });
    this.stage = el("div", { class: "network", role: "img" });
    this.tip = el("div", { class: "tip", hidden: true });
    replace(root, el("header", {}, this.title, this.note, this.switch, this.buttons), this.stage, this.tip, this.legend);
    this.eventsOf = new Float64Array(data.actors.length);
    this.edgeEvents = new Float64Array(data.edges.length);
    this.edgeActual = new Float64Array(data.edges.length);
    this.shown = data.actors.filter((actor) => actor.at).length;
    this.least = Math.max(1.5, 3.5 * Math.min(1, Math.sqrt(250 / (this.shown + 1)))); // pixels
    this.countries = this.#mostFrequent();
  }

  update(words) {
    this.words = words;
    const { acting } = this.data;
    this.#count();
    this.#palette();
    this.title.textContent = words.say("network");
    this.stage.setAttribute("aria-label", words.say("network_help", { n: this.shown }));
    this.note.textContent = [
      acting.size > this.shown ? words.say("strongest", { n: this.shown, all: acting.size }) : "",
      this.edgesInAll > MOST_EDGES ? words.say("strongest_edges", { n: MOST_EDGES, all: this.edgesInAll }) : "",
    ].join(" ");
    replace(this.switch, ["sector", "country"].map((name) =>
      el("button", { type: "button", "aria-pressed": String(this.state.colour === name), onclick: () => this.state.change({ colour: name }) },
        words.say(`colour_${name}`))));
    replace(this.buttons, [["−", "farther", () => this.view.by(0.6)], ["+", "closer", () => this.view.by(1.7)], [null, "fit", () => this.view.fit()]].map(
      ([sign, name, call]) => el("button", { type: "button", "aria-label": words.say(name), title: words.say(name), onclick: call }, sign ?? words.say(name))));
    this.#drawLegend();
    if (!this.view) this.#open();
    this.view.redraw();
  }

  #open() {
    const canvas = document.createElement("canvas");
    const hasWebGl = Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
    this.buttons.hidden = !hasWebGl; // the plain network stays where it is
    this.view = hasWebGl ? new SigmaNetwork(this.stage, this) : new PlainNetwork(this.stage, this);
  }

  #count() {
    const { data, eventsOf, edgeEvents, edgeActual } = this;
    for (const counts of [eventsOf, edgeEvents, edgeActual]) counts.fill(0);
    for (const event of this.selection.shown) {
      for (const actor of data.eventActors[event]) eventsOf[actor] += 1;
      for (const [edge, plain] of data.eventEdges[event]) {
        edgeEvents[edge] += 1;
        edgeActual[edge] += plain;
      }
    }
    this.isSparse = eventsOf.reduce((n, count) => n + (count > 0), 0) <= SPARSE;
    this.#thin();
    this.most = eventsOf.reduce((a, b) => Math.max(a, b), 1);
  }

  // Keeps the strongest of very many edges.
  #thin() {
    const { data, edgeEvents } = this;
    const drawn = [];
    data.edges.forEach(({ source, target }, edge) => {
      if (edgeEvents[edge] && data.actors[source].at && data.actors[target].at) drawn.push(edge);
    });
    this.edgesInAll = drawn.length;
    this.isCrowded = drawn.length > CROWD;
    if (drawn.length <= MOST_EDGES) return;
    drawn.sort((a, b) => edgeEvents[b] - edgeEvents[a] || a - b);
    for (const edge of drawn.slice(MOST_EDGES)) edgeEvents[edge] = 0;
  }

  #mostFrequent() {
    const counts = new Map();
    for (const actors of this.data.eventActors) {
      for (const actor of actors) {
        const { country } = this.data.actors[actor];
        if (country) counts.set(country, (counts.get(country) ?? 0) + 1);
      }
    }
    return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, COUNTRIES).map(([code]) => code);
  }

  #palette() {
    this.colours = {};
    for (const name of ["faded", "text", "conflict", "cooperation", "conflict-unsure", "cooperation-unsure", ...Array.from({ length: 8 }, (_, n) => `kind-${n}`)])
      this.colours[name] = variable(name);
  }

  // The number of the colour of an actor.
  #kind({ kind, country }) {
    if (this.state.colour === "sector") return kind;
    const place = this.countries.indexOf(country);
    return place < 0 ? OTHER : place;
  }

  #drawLegend() {
    const { words } = this;
    const { kinds } = this.data;
    const isSector = this.state.colour === "sector";
    const present = new Map(); // the members of each colour that some actor has
    for (const actor of this.data.actors) {
      if (!actor.at) continue;
      const kind = this.#kind(actor);
      if (!present.has(kind)) present.set(kind, new Set());
      present.get(kind).add(actor.sector);
    }
    const sector = (code) => words.codes.sectors[code] ?? words.say("international");
    const name = (kind) => {
      if (kind === OTHER) return words.say("other");
      if (!isSector) return words.country(this.countries[kind]);
      const members = kinds[kind].filter((code) => kinds[kind].length === 1 || present.get(kind).has(code));
      return members.map(sector).join(words.say("list"));
    };
    replace(this.legend, [...present].sort(([a], [b]) => a - b).map(([kind]) =>
      el("li", {}, el("span", { class: `dot kind-${kind}`, "aria-hidden": "true" }), el("bdi", {}, name(kind)))),
    ["conflict", "cooperation"].map((side) => el("li", {}, el("span", { class: `line ${side}`, "aria-hidden": "true" }), words.say(side))),
    el("li", {}, el("span", { class: "line unsure", "aria-hidden": "true" }), words.say("not_actual")));
  }

  // What an actor looks like.
  node(number) {
    const { state, words } = this;
    const count = this.eventsOf[number];
    const isChosen = state.actor === number || Boolean(state.edge?.includes(number));
    const label = words ? words.actor(number) : "";
    const size = this.least + 11 * Math.sqrt(count / this.most);
    if (!count && !isChosen) return { size: this.least * 0.8, color: this.colours.faded, label: "", fullLabel: label, zIndex: 0 };
    return {
      size, color: this.colours[`kind-${this.#kind(this.data.actors[number])}`], fullLabel: label,
      label: label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label,
      isChosen, forceLabel: isChosen || this.isSparse, zIndex: isChosen ? 2 : 1,
    };
  }

  // What an edge looks like: pale where nobody says that any of its events happened.
  edge(number) {
    const count = this.edgeEvents[number];
    if (!count) return { hidden: true };
    const { side } = this.data.edges[number];
    const isSure = this.edgeActual[number] > 0;
    return { size: 1.8 + 1.6 * Math.log2(count), color: this.colours[isSure ? side : `${side}-unsure`], zIndex: isSure ? 1 : 0 };
  }

  chooseActor(number) {
    const { state } = this;
    state.change({ actor: state.actor === number ? null : number, edge: null });
  }

  chooseEdge(number) {
    const { source, target } = this.data.edges[number];
    this.state.change({ edge: [source, target], actor: null });
  }

  chooseNone() {
    if (this.state.actor !== null || this.state.edge !== null) this.state.change({ actor: null, edge: null });
  }

  hover(kind, number) {
    const { tip, words } = this;
    this.stage.classList.toggle("pointing", kind !== null);
    tip.hidden = kind === null;
    if (kind === "node") {
      replace(tip, el("bdi", {}, words.actor(number)), " ", el("bdi", { class: "code" }, this.data.actors[number].code), " ",
        words.say("events", { n: this.eventsOf[number] }));
    } else if (kind === "edge") {
      const { source, target, side } = this.data.edges[number];
      replace(tip, this.towards(source, target), " – ", words.say(side), " – ", words.say("events", { n: this.edgeEvents[number] }));
    }
  }

  towards(source, target) {
    return towards(this.words, source, target);
  }
}

export function towards(words, source, target) {
  return words.say("towards", { actor: `\u2068${words.actor(source)}\u2069`, recipient: `\u2068${words.actor(target)}\u2069` });
}
