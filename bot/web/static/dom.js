/** Building and refreshing pieces of the page, without ever parsing a string as HTML. */

const SVG = "http://www.w3.org/2000/svg";
const drawnFrom = new WeakMap(); // node → the entry it was drawn from, as JSON

/** A new element with these properties and children; children that are null or undefined are left out. */
export function el(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child != null));
  return node;
}

/** One of the page's own icons (a `<symbol id="icon-…">`), hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** The pieces of *root* that carry `data-part`, by that name. */
export function partsOf(root) {
  return Object.fromEntries([...root.querySelectorAll("[data-part]")].map((node) => [node.dataset.part, node]));
}

/**
 * Make *list* show *entries*, drawn by *draw* and told apart by their `key`.
 * What has not changed is not touched, so that a screen reader hears only what is new and the keyboard keeps its place.
 */
export function showEntries(list, entries, draw) {
  const shown = new Map([...list.children].map((node) => [node.dataset.entry, node]));
  const nodes = entries.map((entry) => refreshed(shown.get(entry.key), entry, draw));
  const kept = new Set(nodes);
  for (const node of [...list.children]) if (!kept.has(node)) node.remove();
  nodes.forEach((node, place) => {
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
  });
}

function refreshed(old, entry, draw) {
  const json = JSON.stringify(entry);
  if (old && drawnFrom.get(old) === json) return old;
  const node = draw(entry);
  node.dataset.entry = entry.key;
  drawnFrom.set(node, json);
  if (old) takePlaceOf(old, node);
  return node;
}

function takePlaceOf(old, node) {
  const index = [...old.querySelectorAll("button")].indexOf(document.activeElement);
  node.classList.add("redrawn"); // it is not new: it must not slide in again
  old.replaceWith(node);
  if (index < 0) return;
  const buttons = node.querySelectorAll("button");
  buttons[Math.min(index, buttons.length - 1)]?.focus({ preventScroll: true });
}
