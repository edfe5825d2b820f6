// The filters: lists of what can be chosen, with the number of events that each would leave.

import { el, keepingFocus, replace } from "./dom.js";
import { SAYER, SOURCE, STATUS, TYPE } from "./filter.js";

const SHORT = 8;

export class Facets {
  constructor(root, { data, state, selection }) {
    Object.assign(this, { root, data, state, selection });
    this.open = new Set();
  }

  update(words) {
    const { data } = this;
    const facets = [
      { name: "types", bit: TYPE, of: (event) => [data.type[event]], label: (n) => words.codes.types[data.typeCodes[n]],
        key: (n) => `quad-${data.types[n][1]}`, all: data.typeCodes.length },
      { name: "statuses", bit: STATUS, of: (event) => [data.status[event]], label: (n) => words.say(`status_${data.statuses[n]}`),
        key: (n) => `status-${data.statuses[n]}`, all: data.statuses.length },
      { name: "sources", bit: SOURCE, of: (event) => data.sources[event], label: (n) => words.source(n) },
      { name: "sayers", bit: SAYER, of: (event) => data.sayers[event], label: (n) => words.actor(n) },
    ];
    keepingFocus(() => replace(this.root, facets.map((facet) => this.#facet(facet, words))));
  }

  #facet({ name, bit, of, label, key, all }, words) {
    const counts = new Map();
    for (const event of this.selection.without(bit)) for (const n of of(event)) counts.set(n, (counts.get(n) ?? 0) + 1);
    for (const n of this.state[name]) if (!counts.has(n)) counts.set(n, 0);
    if (!counts.size) return null;
    // What has an order of its own keeps it; the rest comes by number.
    const found = [...counts].sort(([a, x], [b, y]) => (all ? a - b : y - x || a - b));
    const most = Math.max(...counts.values(), 1);
    const isOpen = all || this.open.has(name);
    const shown = isOpen ? found : found.filter(([n], place) => place < SHORT || this.state[name].has(n));
    const more = () => {
      if (!this.open.delete(name)) this.open.add(name);
      this.update(words);
    };
    return el(
      "fieldset",
      { class: "facet" },
      el("legend", {}, words.say(name)),
      el("div", { class: "facet-rows" }, shown.map(([n, count]) => this.#row(name, n, count, most, label(n), key?.(n), words))),
      !all && found.length > SHORT
        ? el("button", { type: "button", class: "plain", onclick: more, "data-facet": name, "data-number": "more", "aria-expanded": String(isOpen) },
            isOpen ? words.say("fewer") : words.say("more", { n: found.length }))
        : null,
    );
  }

  #row(name, number, count, most, label, key, words) {
    const box = el("input", {
      type: "checkbox",
      checked: this.state[name].has(number),
      onchange: () => this.state.toggle(name, number),
      "data-facet": name,
      "data-number": number,
    });
    const bar = el("span", { class: `bar ${key ?? ""}`, "aria-hidden": "true" });
    bar.style.inlineSize = `${(100 * count) / most}%`;
    return el(
      "label",
      { class: count ? "facet-row" : "facet-row empty" },
      box,
      el("span", { class: "facet-label" }, el("bdi", {}, label), bar),
      el("span", { class: "count" }, words.number(count)),
    );
  }
}
