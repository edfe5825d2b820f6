// The records of the page: the data of `tewn.graph.payload`, with arrays for what the filters go through.

export const UNDATED = -0x80000000;
export const COOPERATION_QUADS = new Set([1, 2]);

export class Data {
  constructor(payload) {
    Object.assign(this, payload);
    const { events, reports } = payload;
    this.size = events.id.length;
    this.typeCodes = payload.types.map(([code]) => code);
    const typeNumbers = new Map(this.typeCodes.map((code, number) => [code, number]));
    this.type = Uint8Array.from(events.type, (code) => typeNumbers.get(code));
    this.quad = Uint8Array.from(this.type, (number) => payload.types[number][1]);
    this.status = Uint8Array.from(events.status);
    this.at = Int32Array.from(events.at, (day) => day ?? UNDATED);
    this.place = Int32Array.from(events.place, (place) => place ?? -1);
    this.actual = payload.statuses.indexOf("actual");
    this.disputed = payload.statuses.indexOf("disputed");
    this.#pairs(events.pairs);
    this.#sources(payload.documents);
    this.sayers = this.#listed((report) => reports.attribution[report]);
    this.numberOf = new Map(events.id.map((id, number) => [id, number]));
    this.acting = new Set(this.eventActors.flat()); // others only say something, or are the means
    this.saying = new Set(this.sayers.flat());
    this.actorOf = new Map(payload.actors.map((actor, number) => [actor.node, number]));
    this.placeOf = new Map(payload.places.map((place, number) => [place.node, number]));
  }

  #pairs(pairs) {
    this.edges = []; // who acts towards whom, and whether as friend or foe
    const known = new Map();
    this.eventEdges = new Array(this.size);
    this.eventActors = new Array(this.size);
    for (let event = 0; event < this.size; event++) {
      const side = COOPERATION_QUADS.has(this.quad[event]) ? "cooperation" : "conflict";
      const edges = [];
      const actors = new Set();
      for (const [source, target, plain] of pairs[event]) {
        if (source !== null) actors.add(source);
        if (target !== null) actors.add(target);
        if (source === null || target === null || source === target) continue;
        const key = `${source} ${target} ${side}`;
        if (!known.has(key)) {
          known.set(key, this.edges.length);
          this.edges.push({ source, target, side });
        }
        edges.push([known.get(key), plain]);
      }
      this.eventEdges[event] = edges;
      this.eventActors[event] = [...actors];
    }
  }

  #sources(documents) {
    const names = [...new Set(documents.map((document) => document.source ?? ""))].sort();
    this.sourceNames = names;
    const numbers = new Map(names.map((name, number) => [name, number]));
    this.sources = this.#listed((report) => [
      numbers.get(documents[this.reports.document[report]].source ?? ""),
    ]);
  }

  // What the reports of each event have, each thing once.
  #listed(of) {
    return this.events.reports.map(([start, stop]) => {
      const found = new Set();
      for (let report = start; report < stop; report++) for (const one of of(report)) found.add(one);
      return [...found];
    });
  }
}
