// Finds actors and places by any of their names, in any language.

import { el, replace } from "./dom.js";

const MOST = 12;

export class Search {
  constructor(root, { data, state }) {
    Object.assign(this, { root, data, state });
    this.same = data.same_letters;
    this.entries = [
      ...data.actors.flatMap((thing, number) => {
        const choice = this.#choice(number);
        return choice ? [this.#entry(thing, choice)] : [];
      }),
      ...data.places.map((thing, number) => this.#entry(thing, { place: number })),
    ];
    this.input = el("input", {
      type: "search", id: "search", role: "combobox", autocomplete: "off", spellcheck: "false", dir: "auto",
      "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list",
      oninput: () => this.#show(),
      onfocus: () => this.#show(),
      onkeydown: (press) => this.#key(press),
      onblur: () => this.#close(),
    });
    this.list = el("ul", { id: "found", role: "listbox", hidden: true });
    replace(root, this.input, this.list);
    this.at = -1;
  }

  update(words) {
    this.words = words;
    this.input.placeholder = words.say("search");
    this.input.setAttribute("aria-label", words.say("search"));
    this.list.setAttribute("aria-label", words.say("search"));
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  // Of who does and undergoes nothing, what they say is shown; of who is a means only, there is nothing to show.
  #choice(number) {
    if (this.data.acting.has(number)) return { actor: number, edge: null };
    return this.data.saying.has(number) ? { sayers: new Set([number]) } : null;
  }

  #entry(thing, choice) {
    const names = [thing.label, ...Object.values(thing.names), ...thing.words];
    return { thing, choice, code: this.#folded(thing.code ?? ""), names: [...new Set(names.map((name) => this.#folded(name)))].filter(Boolean) };
  }

  #folded(name) {
    const plain = name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
    return [...plain].map((letter) => this.same[letter] ?? letter).join("").replace(/[\s\u200c-]+/g, " ").trim();
  }

  #matches(text) {
    const wanted = this.#folded(text);
    if (!wanted) return [];
    const rank = (name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : 4);
    // "ir" is rather the beginning of the name of Iran than of the code of all that is in Iraq.
    const rankOfCode = (code) => (code === wanted ? 0 : code.startsWith(wanted) ? 3 : 4);
    return this.entries
      .map((entry, order) => [Math.min(rankOfCode(entry.code), ...entry.names.map(rank)), order, entry])
      .filter(([found]) => found < 4)
      .sort(([a, x], [b, y]) => a - b || x - y)
      .slice(0, MOST)
      .map(([, , entry]) => entry);
  }

  #show() {
    const { words } = this;
    this.found = this.#matches(this.input.value);
    this.at = this.found.length ? 0 : -1;
    const rows = this.found.map((entry, place) =>
      el("li", { role: "option", id: `found-${place}`, onpointerdown: (press) => { press.preventDefault(); this.#choose(entry); } },
        el("bdi", {}, words.name(entry.thing)),
        el("span", { class: "code" }, el("bdi", {}, entry.thing.code ?? words.say("place"))),
      ),
    );
    const none = this.input.value.trim() && !rows.length ? [el("li", { class: "none" }, words.say("search_none"))] : [];
    replace(this.list, rows, none);
    this.list.hidden = !this.list.children.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.#mark();
  }

  #mark() {
    [...this.list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === this.at)));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #key(press) {
    if (press.isComposing) return; // the keys are those of an input method
    const step = { ArrowDown: 1, ArrowUp: -1 }[press.key];
    if (step && this.found?.length) {
      press.preventDefault();
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.#mark();
    } else if (press.key === "Enter" && this.found?.[this.at]) {
      press.preventDefault();
      this.#choose(this.found[this.at]);
    } else if (press.key === "Escape") {
      press.stopPropagation();
      this.input.value = "";
      this.#close();
    }
  }

  #choose(entry) {
    this.input.value = "";
    this.#close();
    this.state.change(entry.choice);
  }

  #close() {
    this.found = [];
    this.at = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
