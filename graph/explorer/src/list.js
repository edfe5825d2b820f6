// A list of any length: only the rows that can be seen exist. One row is chosen; the keyboard goes through them. Going
// to a row chooses it where the list `follows`; where choosing changes what is in the list, only `Enter` does.

import { el, onResize, replace } from "./dom.js";

const BEYOND = 6; // rows kept above and below what is seen

export class List {
  // `row(item)` makes what stands in a row, `choose(item)` is called when one is chosen.
  constructor({ id, height, follows, row, choose }) {
    Object.assign(this, { height, follows, row, choose, items: [], chosen: -1, at: -1 });
    this.room = el("div", { class: "list-room" });
    this.root = el("div", {
      id, class: "list", role: "listbox", tabindex: "0",
      onscroll: () => this.#draw(),
      onkeydown: (press) => this.#key(press),
    }, this.room);
    onResize(this.root, () => this.#draw());
  }

  update(items, chosen, label) {
    const isSame = this.items === items;
    this.items = items;
    this.chosen = chosen;
    this.root.setAttribute("aria-label", label);
    this.room.style.blockSize = `${items.length * this.height}px`;
    if (!isSame) this.root.scrollTop = 0;
    this.#goTo(chosen >= 0 || !isSame ? chosen : this.at);
  }

  #goTo(place) {
    this.at = place;
    if (place >= 0) this.#bringIntoSight(place);
    this.drawn = null;
    this.#draw();
  }

  #bringIntoSight(place) {
    const { root, height } = this;
    if (place * height < root.scrollTop) root.scrollTop = place * height;
    else if ((place + 1) * height > root.scrollTop + root.clientHeight) root.scrollTop = (place + 1) * height - root.clientHeight;
  }

  #draw() {
    const { root, height, items } = this;
    const first = Math.max(0, Math.floor(root.scrollTop / height) - BEYOND);
    const last = Math.min(items.length, Math.ceil((root.scrollTop + root.clientHeight) / height) + BEYOND);
    const drawn = `${first} ${last}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const rows = [];
    for (let place = first; place < last; place++) rows.push(this.#row(place));
    replace(this.room, rows);
    if (this.at >= first && this.at < last) root.setAttribute("aria-activedescendant", `${root.id}-${this.at}`);
    else root.removeAttribute("aria-activedescendant");
  }

  #row(place) {
    const row = el("div", {
      class: place === this.at ? "row at" : "row", role: "option", id: `${this.root.id}-${place}`,
      "aria-setsize": this.items.length, "aria-posinset": place + 1, "aria-selected": String(place === this.chosen),
      onclick: () => this.choose(this.items[place]),
    }, this.row(this.items[place]));
    row.style.insetBlockStart = `${place * this.height}px`;
    row.style.blockSize = `${this.height}px`;
    return row;
  }

  #key(press) {
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.height) - 1);
    const end = this.items.length - 1;
    const to = {
      ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: this.at + page, PageUp: this.at - page,
      Home: 0, End: end, Enter: this.at, " ": this.at,
    }[press.key];
    if (to === undefined || end < 0) return;
    press.preventDefault();
    const place = Math.max(0, Math.min(end, to));
    if (this.follows || press.key === "Enter" || press.key === " ") this.choose(this.items[place]);
    else this.#goTo(place);
  }
}
