// How many events there are over time, as bars by class or type; a stretch of time is chosen by dragging.

import { brushX } from "d3-brush";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { UNDATED } from "./data.js";
import { el, keepingFocus, onResize, replace, svg } from "./dom.js";
import { TIME } from "./filter.js";

const DAY = 86_400_000;
const MOST_BARS = 120;
const FEW = 0.025; // of all events at either end
const MARGIN = { top: 6, side: 34, bottom: 20 };
const UNITS = [
  { name: "days", days: 1, start: (day) => day },
  { name: "weeks", days: 7, start: (day) => day - ((((day + 3) % 7) + 7) % 7) }, // 1 January 1970 was a Thursday
  { name: "months", days: 31, start: (day) => shifted(day, (date) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth())) },
  { name: "years", days: 366, start: (day) => shifted(day, (date) => Date.UTC(date.getUTCFullYear(), 0)) },
];

const shifted = (day, to) => to(new Date(day * DAY)) / DAY;
const pad = 2; // pixels between bars

export class Timeline {
  constructor(root, { data, state, selection }) {
    Object.assign(this, { root, data, state, selection });
    this.title = el("h2");
    this.note = el("span", { class: "aside" });
    this.switch = el("div", { class: "switch", role: "group" });
    this.picture = svg("svg", { class: "timeline", role: "group" });
    this.legend = el("ul", { class: "legend" });
    replace(root, el("header", {}, this.title, this.note, this.switch), this.picture, this.legend);
    onResize(this.picture, () => this.words && keepingFocus(() => this.#draw()));
    const dated = data.at.filter((day) => day !== UNDATED).sort();
    if (dated.length) {
      this.ends = [dated[0], dated.at(-1)];
      // A few events of long ago or far ahead are told in words: they would press all others together.
      const few = Math.floor(dated.length * FEW);
      this.extent = [dated[few], dated[dated.length - 1 - few]];
      const length = this.extent[1] - this.extent[0] + 1;
      this.unit = UNITS.find((unit) => length / unit.days <= MOST_BARS) ?? UNITS.at(-1);
    }
  }

  update(words) {
    this.words = words;
    this.title.textContent = words.say("timeline");
    this.picture.setAttribute("aria-label", words.say("timeline_help"));
    this.#count();
    replace(this.note, [
      this.#outside("earlier", this.earlier, [this.ends?.[0], this.from - 1]),
      this.#outside("later", this.later, [this.to, this.ends?.[1]]),
      this.undated ? el("span", {}, words.say("undated", { n: this.undated })) : null,
    ]);
    replace(this.switch, ["quad", "type"].map((name) =>
      el("button", { type: "button", "aria-pressed": String(this.state.series === name), onclick: () => this.state.change({ series: name }) },
        words.say(`series_${name}`))));
    this.#drawLegend();
    this.#draw();
  }

  // Bars of types have the colours of their classes, so that one legend does for both.
  #drawLegend() {
    const { words } = this;
    const item = (kind, name) => el("li", {}, el("span", { class: `swatch ${kind}`, "aria-hidden": "true" }), name);
    replace(this.legend, [1, 2, 3, 4].map((quad) => item(`quad-${quad}`, words.codes.quads[quad])), item("hatched", words.say("not_actual")));
  }

  #outside(name, count, [from, to]) {
    if (!count) return null;
    return el("button", { type: "button", class: "plain", onclick: () => this.#choose(from, to) }, this.words.say(name, { n: count }));
  }

  // Counts events by bar and series: the classes or types, each apart for what is said to have happened and what not.
  #count() {
    const { data, state } = this;
    this.bars = new Map();
    this.undated = this.earlier = this.later = 0;
    if (this.extent) [this.from, this.to] = [this.unit.start(this.extent[0]), this.#end(this.unit.start(this.extent[1]))];
    const isQuad = state.series === "quad";
    for (const event of this.selection.without(TIME)) {
      const day = data.at[event];
      if (day === UNDATED) {
        this.undated += 1;
        continue;
      }
      if (day < this.from) this.earlier += 1;
      else if (day >= this.to) this.later += 1;
      if (day < this.from || day >= this.to) continue;
      const start = this.unit.start(day);
      if (!this.bars.has(start)) this.bars.set(start, { start, total: 0, parts: new Map() });
      const bar = this.bars.get(start);
      const kind = isQuad ? data.quad[event] : data.type[event];
      const key = 2 * kind + (data.status[event] === data.actual ? 0 : 1);
      bar.parts.set(key, (bar.parts.get(key) ?? 0) + 1);
      bar.total += 1;
    }
  }

  #draw() {
    const { picture, words } = this;
    const { width, height } = picture.getBoundingClientRect();
    if (!width || !height || !this.extent) {
      replace(picture);
      return;
    }
    const ends = words.direction === "rtl" ? [width - MARGIN.side, MARGIN.side / 2] : [MARGIN.side, width - MARGIN.side / 2];
    this.x = scaleUtc([this.from * DAY, this.to * DAY], ends);
    const most = Math.max(1, ...[...this.bars.values()].map((bar) => bar.total));
    const y = scaleLinear([0, most], [height - MARGIN.bottom, MARGIN.top]).nice(3);
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const brush = svg("g", { class: "brush" });
    const bars = svg("g", { class: "bars" }, [...this.bars.values()].sort((a, b) => a.start - b.start).map((bar) => this.#bar(bar, y)));
    replace(picture, this.#patterns(), this.#axes(y, width, height), brush, bars);
    this.#brush(brush, width, height);
  }

  #end(start) {
    const { unit } = this;
    return unit.start(start + unit.days + (unit.days > 7 ? 3 : 0));
  }

  #bar(bar, y) {
    const { data, state, words } = this;
    const [a, b] = [this.x(bar.start * DAY), this.x(this.#end(bar.start) * DAY)];
    const [left, width] = [Math.min(a, b), Math.max(1, Math.abs(b - a) - pad)];
    const isQuad = state.series === "quad";
    const order = (key) => (isQuad ? key >> 1 : 100 * data.types[key >> 1][1] + (key >> 1)) * 2 + (key & 1);
    let base = 0;
    const told = [];
    const parts = [...bar.parts].sort(([p], [q]) => order(p) - order(q)).map(([key, count]) => {
      const kind = key >> 1;
      const quad = isQuad ? kind : data.types[kind][1];
      const name = isQuad ? words.codes.quads[kind] : words.codes.types[data.typeCodes[kind]];
      told.push(`${name}${key & 1 ? ` (${words.say("not_actual")})` : ""}: ${words.number(count)}`);
      const [top, bottom] = [y(base + count), y(base)];
      base += count;
      return svg("rect", { x: left, width, y: top, height: Math.max(0.5, bottom - top), class: key & 1 ? null : `quad-${quad}`, fill: key & 1 ? `url(#hatch-${quad})` : null });
    });
    const label = `${this.#name(bar.start)}: ${words.say("events", { n: bar.total })}`;
    const choose = () => this.#choose(bar.start, this.#end(bar.start) - 1);
    const isChosen = state.from !== null && bar.start >= state.from && bar.start <= state.to;
    return svg("g", {
      class: state.from === null || isChosen ? "bar-of-time" : "bar-of-time outside",
      role: "button", tabindex: "0", "aria-label": label, "aria-pressed": String(state.from !== null && isChosen), "data-start": bar.start,
      onkeydown: (press) => {
        if (press.key === "Enter" || press.key === " ") {
          press.preventDefault();
          choose();
        }
      },
    }, svg("title", {}, [label, ...told].join("\n")), parts);
  }

  #name(start) {
    const { words, unit } = this;
    if (unit.name === "weeks") return words.say("week", { day: words.day(start) });
    return words.period(start, this.#end(start) - 1);
  }

  // What did not happen, or not for sure, is hatched.
  #patterns() {
    return svg("defs", {}, [1, 2, 3, 4].map((quad) =>
      svg("pattern", { id: `hatch-${quad}`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { width: 5, height: 5, class: "hatch-ground" }),
        svg("rect", { width: 2.2, height: 5, class: `quad-${quad}` }))));
  }

  #axes(y, width, height) {
    const { words, x } = this;
    const isRight = words.direction === "rtl";
    const many = Math.max(2, Math.floor(width / 110));
    const [first, last] = x.range();
    const ticks = x.ticks(many).filter((date) => date.getTime() % DAY === 0); // never at an hour
    const months = ticks.map((date) => {
      // The name of a day stands below the bar of the day.
      const at = x(date) + (this.unit.days === 1 ? (x(DAY) - x(0)) / 2 : 0);
      const day = date.getTime() / DAY;
      const text = date.getUTCDate() !== 1 ? words.day(day) : date.getUTCMonth() ? words.month(day) : words.digits(date.getUTCFullYear());
      if (Math.abs(at - first) < 12 || Math.abs(at - last) < 12) return null;
      return svg("g", { class: "tick" },
        svg("line", { x1: at, x2: at, y1: height - MARGIN.bottom, y2: height - MARGIN.bottom + 4 }),
        svg("text", { x: at, y: height - 4, "text-anchor": "middle" }, text));
    });
    const counts = y.ticks(3).filter(Number.isInteger).map((count) =>
      svg("g", { class: "tick" },
        svg("line", { class: "grid", x1: first, x2: last, y1: y(count), y2: y(count) }),
        svg("text", { x: isRight ? first + 6 : first - 6, y: y(count) + 4, "text-anchor": "end" }, words.number(count))));
    return svg("g", { class: "axes", "aria-hidden": "true", direction: words.direction }, counts, months);
  }

  #brush(group, width, height) {
    const { state, x } = this;
    const [low, high] = [Math.min(...x.range()), Math.max(...x.range())];
    const brush = brushX().extent([[low, MARGIN.top], [high, height - MARGIN.bottom]]);
    const selection = select(group).call(brush);
    selection.selectAll("*").attr("aria-hidden", "true");
    if (state.from !== null) {
      const chosen = [x(state.from * DAY), x((state.to + 1) * DAY)].map((at) => Math.min(high, Math.max(low, at))).sort((a, b) => a - b);
      if (chosen[0] < chosen[1]) selection.call(brush.move, chosen);
    }
    brush.on("end", (change) => {
      if (!change.sourceEvent) return;
      if (change.selection) this.#chooseBetween(change.selection);
      else this.#click(change.sourceEvent);
    });
  }

  #chooseBetween(ends) {
    const days = ends.map((at) => this.x.invert(at).getTime() / DAY).sort((a, b) => a - b);
    const from = Math.max(Math.floor(days[0]), this.from);
    this.#choose(from, Math.max(from, Math.ceil(days[1]) - 1));
  }

  #click(press) {
    const at = press.clientX - this.picture.getBoundingClientRect().left;
    const start = this.unit.start(Math.floor(this.x.invert(at).getTime() / DAY));
    const { state } = this;
    if (state.from !== null || !this.bars.has(start)) this.#choose(null, null);
    else this.#choose(start, this.#end(start) - 1);
  }

  #choose(from, to) {
    const { state } = this;
    if (from !== null && state.from === from && state.to === to) state.change({ from: null, to: null });
    else state.change({ from, to });
  }
}
