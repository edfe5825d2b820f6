// What is chosen: filters, selection, and how the page looks. The address bar keeps it, so that a link restores it.

const SETS = ["types", "statuses", "sources", "sayers"];

export class State {
  #listeners = [];

  constructor(data, fallback) {
    this.data = data;
    this.fallback = fallback;
    this.restore(location.hash);
    // Another address: the way back, or a link or hand that changes what follows the `#`.
    addEventListener("popstate", () => {
      this.restore(location.hash);
      this.#tell();
    });
  }

  restore(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const { data } = this;
    const listed = (name, numbers) =>
      new Set(given.getAll(name).map((key) => numbers.get(key)).filter((number) => number !== undefined));
    const day = (name) => (/^-?\d{1,7}$/.test(given.get(name) ?? "") ? Number(given.get(name)) : null);
    const among = (name, allowed) => (allowed.includes(given.get(name)) ? given.get(name) : allowed[0]);
    this.types = listed("type", new Map(data.typeCodes.map((code, number) => [code, number])));
    this.statuses = listed("status", new Map(data.statuses.map((code, number) => [code, number])));
    this.sources = listed("source", new Map(data.sourceNames.map((name, number) => [name, number])));
    this.sayers = listed("sayer", data.actorOf);
    this.from = day("from");
    this.to = day("to");
    if (this.from === null || this.to === null || this.from > this.to) this.from = this.to = null;
    this.actor = data.actorOf.get(given.get("actor")) ?? null;
    this.edge = this.#edge(given.getAll("edge"));
    this.place = data.placeOf.get(given.get("place")) ?? null;
    this.event = data.numberOf.get(given.get("event")) ?? null;
    this.language = among("lang", [this.fallback, ...data.languages]);
    this.theme = among("theme", ["", "dark", "light"]);
    this.series = among("bars", ["quad", "type"]);
    this.colour = among("colour", ["sector", "country"]);
    this.list = among("list", ["events", "actors"]);
  }

  #edge([source, target]) {
    const edge = [this.data.actorOf.get(source), this.data.actorOf.get(target)];
    return edge.includes(undefined) ? null : edge;
  }

  // Changes some of what is chosen, keeps it in the address bar, and tells all who show it.
  change(changes) {
    if (!("event" in changes) && Object.keys(changes).some((name) => FILTERS.has(name))) changes.event = null;
    // Going from event to event is one step of the way back: browsers refuse more than some hundred in half a minute.
    const isStep = this.event !== null && Object.keys(changes).join() === "event";
    Object.assign(this, changes);
    const hash = this.hash();
    if (hash !== location.hash) {
      try {
        history[isStep ? "replaceState" : "pushState"](null, "", hash || location.pathname + location.search);
      } catch {
        // A page inside a notebook has no address of its own.
      }
    }
    this.#tell();
  }

  toggle(name, number) {
    const chosen = new Set(this[name]);
    if (!chosen.delete(number)) chosen.add(number);
    this.change({ [name]: chosen });
  }

  clear() {
    this.change({ ...NOTHING(), event: null });
  }

  get isFiltered() {
    return SETS.some((name) => this[name].size) || [this.from, this.actor, this.edge, this.place].some((one) => one !== null);
  }

  hash() {
    const { data } = this;
    const kept = new URLSearchParams();
    for (const number of this.types) kept.append("type", data.typeCodes[number]);
    for (const number of this.statuses) kept.append("status", data.statuses[number]);
    for (const number of this.sources) kept.append("source", data.sourceNames[number]);
    for (const number of this.sayers) kept.append("sayer", data.actors[number].node);
    if (this.from !== null) {
      kept.append("from", this.from);
      kept.append("to", this.to);
    }
    if (this.actor !== null) kept.append("actor", data.actors[this.actor].node);
    for (const end of this.edge ?? []) kept.append("edge", data.actors[end].node);
    if (this.place !== null) kept.append("place", data.places[this.place].node);
    if (this.event !== null) kept.append("event", data.events.id[this.event]);
    if (this.language !== this.fallback) kept.append("lang", this.language);
    if (this.theme) kept.append("theme", this.theme);
    if (this.series !== "quad") kept.append("bars", this.series);
    if (this.colour !== "sector") kept.append("colour", this.colour);
    if (this.list !== "events") kept.append("list", this.list);
    const text = kept.toString();
    return text && `#${text}`;
  }

  listen(listener) {
    this.#listeners.push(listener);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

const NOTHING = () => ({
  types: new Set(),
  statuses: new Set(),
  sources: new Set(),
  sayers: new Set(),
  from: null,
  to: null,
  actor: null,
  edge: null,
  place: null,
});

const FILTERS = new Set(Object.keys(NOTHING()));
