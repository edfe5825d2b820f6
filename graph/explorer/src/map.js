// Where events took place: a map of the world with a disc for each place.

import { geoMercator, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature, mesh } from "topojson-client";
import world from "world-atlas/countries-110m.json";
import { el, keepingFocus, onResize, replace, svg } from "./dom.js";
import { PLACE } from "./filter.js";

const LAND = feature(world, world.objects.land);
const BORDERS = mesh(world, world.objects.countries, (a, b) => a !== b);
const CLOSEST = 40; // times
const LEAST = 0.06; // radians of a map: about 400 km
const LABELS = 24;
const LETTER = 6.5; // pixels, on average
const ROOM = [50, 34]; // pixels at the sides, and above and below, for the outermost discs and their names

export class PlaceMap {
  constructor(root, { data, state, selection }) {
    Object.assign(this, { root, data, state, selection });
    this.title = el("h2");
    this.buttons = el("div", { class: "switch", role: "group" });
    this.ground = svg("g", { class: "ground", "aria-hidden": "true" });
    this.discs = svg("g", { class: "discs" });
    this.picture = svg("svg", { class: "map", role: "group" }, this.ground, this.discs);
    replace(root, el("header", {}, this.title, this.buttons), this.picture);
    this.zoom = zoom().scaleExtent([1, CLOSEST]).on("zoom", ({ transform }) => {
      this.transform = transform;
      this.ground.setAttribute("transform", transform);
      if (this.words) this.#drawDiscs();
    });
    select(this.picture).call(this.zoom);
    this.transform = zoomIdentity;
    onResize(this.picture, () => this.#resize());
  }

  update(words) {
    this.words = words;
    const { data } = this;
    this.counts = new Map();
    for (const event of this.selection.without(PLACE)) {
      const place = data.place[event];
      if (place < 0 || data.places[place].at === null) continue;
      const count = this.counts.get(place) ?? [0, 0];
      count[data.quad[event] > 2 ? 1 : 0] += 1;
      this.counts.set(place, count);
    }
    this.title.textContent = words.say("map");
    this.picture.setAttribute("aria-label", words.say("map_help", { n: this.counts.size }));
    replace(this.buttons, [["−", "farther", () => this.#by(0.6)], ["+", "closer", () => this.#by(1.7)], [null, "fit", () => this.fit()]].map(
      ([sign, name, call]) => el("button", { type: "button", "aria-label": words.say(name), title: words.say(name), onclick: call }, sign ?? words.say(name))));
    if (!this.projection) this.#resize();
    else this.#drawDiscs();
  }

  #resize() {
    const { width, height } = this.picture.getBoundingClientRect();
    if (!width || !height) return;
    this.size = [width, height];
    this.picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.projection = geoMercator().fitSize(this.size, { type: "MultiPoint", coordinates: [[-170, -52], [180, 74]] });
    const path = geoPath(this.projection).digits(1);
    replace(this.ground, svg("path", { class: "land", d: path(LAND) }), svg("path", { class: "borders", d: path(BORDERS) }));
    this.zoom.translateExtent([[0, 0], this.size]).extent([[0, 0], this.size]);
    if (this.words) this.fit();
  }

  // Shows all places of the events that are shown, or the world where there is none.
  fit() {
    const points = [...this.counts.keys()].map((place) => this.projection(this.data.places[place].at));
    let to = zoomIdentity;
    if (points.length) {
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const least = LEAST * this.projection.scale();
      const [width, height] = this.size;
      const within = (size, room, extent) => Math.max(size / 2, size - 2 * room) / Math.max(least, extent);
      const scale = Math.max(1, Math.min(CLOSEST, within(width, ROOM[0], right - left), within(height, ROOM[1], bottom - top)));
      to = zoomIdentity.translate(width / 2, height / 2).scale(scale).translate(-(left + right) / 2, -(top + bottom) / 2);
    }
    select(this.picture).call(this.zoom.transform, to);
  }

  #by(times) {
    select(this.picture).call(this.zoom.scaleBy, times);
  }

  // Where a place stands on the page, in pixels of the picture.
  point(place) {
    return this.transform.apply(this.projection(this.data.places[place].at));
  }

  #drawDiscs() {
    if (!this.projection) return;
    const total = (place) => this.counts.get(place)[0] + this.counts.get(place)[1];
    const places = [...this.counts.keys()].sort((a, b) => total(b) - total(a) || a - b);
    const most = Math.max(1, ...places.map(total));
    const taken = [];
    const [width, height] = this.size;
    const drawn = places.map((place) => {
      const [x, y] = this.point(place);
      if (x < -30 || y < -30 || x > width + 30 || y > height + 30) return null;
      return this.#disc(place, x, y, 3 + 12 * Math.sqrt(total(place) / most), total(place), taken.length < LABELS ? taken : null);
    });
    keepingFocus(() => replace(this.discs, drawn.reverse())); // the largest last, labels on top
  }

  #disc(place, x, y, radius, count, taken) {
    const { state, words } = this;
    const [friendly, hostile] = this.counts.get(place);
    const name = words.name(this.data.places[place]);
    const isChosen = state.place === place;
    const label = `${name}: ${words.say("events", { n: count })}`;
    const choose = () => state.change({ place: isChosen ? null : place });
    const width = name.length * LETTER;
    const box = [x - width / 2, y + radius, x + width / 2, y + radius + 14];
    const isFree = taken && !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    if (isFree) taken.push(box);
    return svg("g", {
      class: `disc ${hostile > friendly ? "conflict" : "cooperation"}${isChosen ? " chosen" : state.place === null ? "" : " outside"}`,
      role: "button", tabindex: "0", "aria-label": label, "aria-pressed": String(isChosen), "data-place": place,
      onclick: choose,
      onkeydown: (press) => {
        if (press.key === "Enter" || press.key === " ") {
          press.preventDefault();
          choose();
        }
      },
    },
    svg("title", {}, label),
    svg("circle", { cx: x, cy: y, r: radius }),
    isFree || isChosen ? svg("text", { x, y: y + radius + 11, "text-anchor": "middle" }, name) : null);
  }
}
