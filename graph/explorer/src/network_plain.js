// The network without WebGL: the same places as an SVG, without moving about.

import { el, onResize, replace, svg } from "./dom.js";

const MARGIN = 40;
const ARROW = 7; // pixels

export class PlainNetwork {
  constructor(root, owner) {
    Object.assign(this, { root, owner });
    this.picture = svg("svg", { class: "stage plain-network", "aria-hidden": "true", onclick: () => owner.chooseNone() });
    root.append(this.picture, el("p", { class: "aside plain-note" }));
    onResize(this.picture, () => this.redraw());
  }

  redraw() {
    const { owner, picture } = this;
    if (!owner.words) return;
    this.root.querySelector(".plain-note").textContent = owner.words.say("network_plain");
    const { width, height } = picture.getBoundingClientRect();
    const placed = owner.data.actors.flatMap(({ at }) => (at ? [at] : []));
    const range = (axis) => [Math.min(...placed.map((at) => at[axis])), Math.max(...placed.map((at) => at[axis]))];
    const scaled = ([low, high], size) => (value) => MARGIN + ((size - 2 * MARGIN) * (value - low)) / (high - low || 1);
    const [x, y] = [scaled(range(0), width), scaled(range(1), height)];
    this.point = (number) => ({ x: x(owner.data.actors[number].at[0]), y: y(owner.data.actors[number].at[1]) });
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const edges = owner.data.edges.map((edge, number) => this.#edge(edge, number, owner.edge(number)));
    const nodes = owner.data.actors.map((actor, number) => actor.at && this.#node(number, owner.node(number)));
    replace(picture, edges, nodes);
  }

  middle(number) {
    const { source, target } = this.owner.data.edges[number];
    const [a, b] = [this.point(source), this.point(target)];
    return { x: (a.x + b.x) / 2 + (b.y - a.y) / 10, y: (a.y + b.y) / 2 - (b.x - a.x) / 10 };
  }

  #edge({ source, target }, number, look) {
    if (look.hidden || !this.owner.data.actors[source].at || !this.owner.data.actors[target].at) return null;
    const [a, b, m] = [this.point(source), this.point(target), this.middle(number)];
    const control = { x: 2 * m.x - (a.x + b.x) / 2, y: 2 * m.y - (a.y + b.y) / 2 };
    return svg("g", this.#actions("edge", number, () => this.owner.chooseEdge(number)),
      svg("path", { d: `M${a.x} ${a.y}Q${control.x} ${control.y} ${b.x} ${b.y}`, fill: "none", stroke: look.color, "stroke-width": look.size }),
      svg("path", { d: head(control, b, this.owner.node(target).size, ARROW + look.size), fill: look.color }));
  }

  #actions(kind, number, choose) {
    return {
      onclick: (press) => {
        press.stopPropagation();
        choose();
      },
      onpointerenter: () => this.owner.hover(kind, number),
      onpointerleave: () => this.owner.hover(null),
    };
  }

  #node(number, look) {
    const { x, y } = this.point(number);
    return svg("g", { class: look.isChosen ? "chosen" : null, ...this.#actions("node", number, () => this.owner.chooseActor(number)) },
    svg("circle", { cx: x, cy: y, r: look.size, fill: look.color }),
    look.label ? svg("text", { x, y: y + look.size + 12, "text-anchor": "middle" }, look.label) : null);
  }
}

// The head of an arrow that comes from one point and ends at the rim of a node.
function head(from, node, radius, length) {
  const distance = Math.hypot(node.x - from.x, node.y - from.y) || 1;
  const [x, y] = [(node.x - from.x) / distance, (node.y - from.y) / distance];
  const at = (along, aside) => `${node.x - along * x + aside * y} ${node.y - along * y - aside * x}`;
  const end = radius + length;
  return `M${at(radius, 0)}L${at(end, length / 2.5)}L${at(end, -length / 2.5)}Z`;
}
