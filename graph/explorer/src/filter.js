// Which events are shown. Each filter has a bit; an event keeps the bits of the filters that it fails, so that the
// counts beside a filter are of what that filter alone would still let through.

export const TYPE = 1;
export const STATUS = 2;
export const SOURCE = 4;
export const SAYER = 8;
export const TIME = 16;
export const ACTOR = 32;
export const PLACE = 64;

export class Selection {
  constructor(data) {
    this.data = data;
    this.fails = new Uint8Array(data.size);
    this.shown = [];
  }

  update(state) {
    const { data, fails } = this;
    const shown = [];
    const some = (chosen, values) => values.some((value) => chosen.has(value));
    const [from, to] = [state.from, state.to];
    for (let event = 0; event < data.size; event++) {
      let failed = 0;
      if (state.types.size && !state.types.has(data.type[event])) failed |= TYPE;
      if (state.statuses.size && !state.statuses.has(data.status[event])) failed |= STATUS;
      if (state.sources.size && !some(state.sources, data.sources[event])) failed |= SOURCE;
      if (state.sayers.size && !some(state.sayers, data.sayers[event])) failed |= SAYER;
      if (from !== null && !(data.at[event] >= from && data.at[event] <= to)) failed |= TIME;
      if (state.actor !== null && !data.eventActors[event].includes(state.actor)) failed |= ACTOR;
      if (state.edge !== null && !this.#joins(event, state.edge)) failed |= ACTOR;
      if (state.place !== null && data.place[event] !== state.place) failed |= PLACE;
      fails[event] = failed;
      if (!failed) shown.push(event);
    }
    // The same events stay the same list, which need not be scrolled to its top.
    if (shown.length !== this.shown.length || shown.some((event, place) => event !== this.shown[place])) this.shown = shown;
  }

  #joins(event, [source, target]) {
    return this.data.events.pairs[event].some(([actor, recipient]) => actor === source && recipient === target);
  }

  // The events that all filters but one let through.
  *without(bit) {
    const { fails } = this;
    for (let event = 0; event < fails.length; event++) if (!(fails[event] & ~bit)) yield event;
  }
}
