/** Small helpers for the document. Whatever comes from elsewhere gets in as text alone, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

/** Make an element: `on…` adds a listener, true and false are attributes with and without, strings among children are text. */
export function el(name, attributes = {}, ...children) {
  return dressed(document.createElement(name), attributes, children);
}

/** The same for a shape. */
export function shape(name, attributes = {}, ...children) {
  return dressed(document.createElementNS(SVG, name), attributes, children);
}

function dressed(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/** Say something in a place that screen readers listen to; the same words again are said again. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Show a sentence that must not be missed, until it is dismissed or enough time to read it twice has passed. */
export function alarm(text) {
  const places = byId("alerts");
  for (const old of places.children) if (old.firstChild.textContent === text) old.remove();
  const line = el("p", {}, el("span", {}, text), el("button", { type: "button", class: "text-button", onclick: () => line.remove() }, "Dismiss"));
  places.append(line);
  while (places.children.length > 3) places.firstChild.remove();
  setTimeout(() => line.remove(), 4000 + text.length * 120);
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
