// Who acts towards whom, drawn by sigma (WebGL). Places of actors come with the data; filters only change how large
// and in which colour things are.

import { EdgeCurvedArrowProgram } from "@sigma/edge-curve";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram } from "sigma/rendering";
import { el, variable } from "./dom.js";
import { isRightToLeft } from "./words.js";

const CURVE = { conflict: 0.18, cooperation: 0.32 }; // so that the two, and the way back, lie side by side

export class SigmaNetwork {
  constructor(root, owner) {
    Object.assign(this, { root, owner });
    this.graph = new MultiDirectedGraph();
    const { data } = owner;
    data.actors.forEach((actor, number) => {
      if (actor.at) this.graph.addNode(String(number), { x: actor.at[0], y: -actor.at[1], size: 1 });
    });
    data.edges.forEach(({ source, target, side }, number) => {
      if (this.graph.hasNode(String(source)) && this.graph.hasNode(String(target)))
        this.graph.addEdgeWithKey(String(number), String(source), String(target), { curvature: CURVE[side] });
    });
    this.taken = []; // boxes of labels: left, top, right, bottom
    this.ruler = document.createElement("canvas").getContext("2d");
    this.stage = el("div", { class: "stage" });
    root.append(this.stage);
    this.sigma = new Sigma(this.graph, this.stage, {
      allowInvalidContainer: true,
      defaultEdgeType: "curved",
      edgeProgramClasses: { curved: EdgeCurvedArrowProgram, straight: EdgeArrowProgram },
      enableEdgeEvents: true,
      labelFont: variable("fonts"),
      labelSize: 13,
      labelDensity: 0.7,
      labelGridCellSize: 90,
      labelRenderedSizeThreshold: 0,
      minEdgeThickness: 1,
      stagePadding: 40,
      zIndex: true,
      nodeReducer: (node, { x, y }) => ({ x, y, ...owner.node(Number(node)) }),
      edgeReducer: (edge, { curvature }) => ({ curvature, type: owner.isCrowded ? "straight" : "curved", ...owner.edge(Number(edge)) }),
      defaultDrawNodeLabel: (context, node, settings) => this.#label(context, node, settings),
      defaultDrawNodeHover: drawHover,
    });
    this.sigma.on("beforeRender", () => this.#reserve());
    this.sigma.on("clickNode", ({ node }) => owner.chooseActor(Number(node)));
    this.sigma.on("clickEdge", ({ edge }) => owner.chooseEdge(Number(edge)));
    this.sigma.on("clickStage", () => owner.chooseNone());
    for (const [name, kind] of [["enterNode", "node"], ["enterEdge", "edge"]])
      this.sigma.on(name, (found) => owner.hover(kind, Number(found[kind])));
    for (const name of ["leaveNode", "leaveEdge"]) this.sigma.on(name, () => owner.hover(null));
  }

  // The labels of what is chosen have their places before all others.
  #reserve() {
    const { state } = this.owner;
    const settings = this.sigma.getSettings();
    this.taken = [state.actor, ...(state.edge ?? [])].flatMap((number) => {
      const node = this.sigma.getNodeDisplayData(String(number));
      if (!node?.label) return [];
      const here = { ...node, ...this.sigma.framedGraphToViewport(node), size: this.sigma.scaleSize(node.size) };
      return [this.#box(here, settings, below(here, settings))];
    });
  }

  // The box of a label that stands at a height.
  #box(node, settings, y) {
    this.ruler.font = font(node, settings);
    const half = this.ruler.measureText(node.label).width / 2 + 4;
    return [node.x - half, y - settings.labelSize, node.x + half, y + settings.labelSize / 3];
  }

  // Draws a label below or above its node, where no other label stands: one across the other, neither could be read.
  #label(context, node, settings) {
    if (!node.label) return;
    const isFree = ([left, top, right, bottom]) =>
      !this.taken.some((other) => left < other[2] && other[0] < right && top < other[3] && other[1] < bottom);
    const places = [below(node, settings), node.y - node.size - settings.labelSize / 2];
    const y = node.isChosen ? places[0] : places.find((place) => isFree(this.#box(node, settings, place)));
    if (y === undefined) return;
    this.taken.push(this.#box(node, settings, y));
    drawLabel(context, node, settings, y);
  }

  redraw() {
    this.sigma.refresh();
  }

  fit() {
    this.sigma.getCamera().animatedReset({ duration: 200 });
  }

  by(times) {
    const camera = this.sigma.getCamera();
    camera.animate({ ratio: camera.ratio / times }, { duration: 150 });
  }

  // Where an actor stands, in pixels of the stage.
  point(number) {
    const { x, y } = this.graph.getNodeAttributes(String(number));
    return this.sigma.graphToViewport({ x, y });
  }

  // Where the middle of an edge runs.
  middle(number) {
    const { source, target, side } = this.owner.data.edges[number];
    const [a, b] = [this.point(source), this.point(target)];
    const bend = this.owner.isCrowded ? 0 : CURVE[side] / 2;
    return { x: (a.x + b.x) / 2 + bend * (b.y - a.y), y: (a.y + b.y) / 2 - bend * (b.x - a.x) };
  }
}

const font = (node, settings) => `${node.isChosen ? 700 : 500} ${settings.labelSize}px ${settings.labelFont}`;
const below = (node, settings) => node.y + node.size + settings.labelSize;

function drawLabel(context, node, settings, y) {
  context.font = font(node, settings);
  context.textAlign = "center";
  context.direction = isRightToLeft(node.label) ? "rtl" : "ltr";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = variable("panel");
  context.fillStyle = variable("text");
  context.strokeText(node.label, node.x, y);
  context.fillText(node.label, node.x, y);
}

function drawHover(context, node, settings) {
  context.beginPath();
  context.arc(node.x, node.y, node.size + 3, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = variable("text");
  context.stroke();
  drawLabel(context, { ...node, label: node.fullLabel, isChosen: true }, settings, below(node, settings));
}
