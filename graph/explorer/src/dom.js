// Makes elements. Text only ever becomes a text node, never markup: it comes from the news.

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

const REACHED = "a[href], button, input, [tabindex]";

// Changes a part of the page. Where what had the focus is made anew or gone, the focus goes to what has taken its
// place, so that whoever uses the keyboard need not begin at the top again.
export function keepingFocus(change) {
  const had = document.activeElement;
  const part = had?.parentElement?.closest("[id]");
  const among = () => [...part.querySelectorAll(REACHED)];
  const place = part ? among().indexOf(had) : -1;
  change();
  if (place < 0 || had.isConnected || document.activeElement !== document.body) return;
  const key = JSON.stringify(had.dataset);
  const found = among();
  const same = key === "{}" ? null : found.find((one) => JSON.stringify(one.dataset) === key);
  const next = same ?? found[Math.min(place, found.length - 1)] ?? document.querySelector(".list:not([hidden])");
  next?.focus({ preventScroll: true });
}

// Colours and fonts are those of the style sheet, so that they are said in one place.
export function variable(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// Calls a function when an element gets another size, at most once a frame.
export function onResize(element, call) {
  let waiting = false;
  new ResizeObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      call();
    });
  }).observe(element);
}
