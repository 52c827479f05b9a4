/** How the right phone looks and is typed on, and what each of its messages costs the town. */

import { el } from "./dom.js";
import { Phone } from "./phone.js";

const CHIPS = ["VOTE", "VOTE 3 12 18", "PROJETS", "AIDE", "STOP"];
const LINE = 60; // px the rocker scrolls at a time

/** The SMS phone, ready to be played; *price* is that of a segment, in *currency*. */
export function smsPhone({ price, currency, ...demo }) {
  const money = new Intl.NumberFormat("fr-FR", { style: "currency", currency });
  const cost = (segments) => `${segments} segment${segments > 1 ? "s" : ""} · ${money.format(segments * price)}`;
  const phone = new Phone("sms", {
    ...demo,
    skin: {
      draw: (one, entry) => draw(one, entry, cost),
      shown: (one, log) => shown(one, log, cost),
    },
  });
  fillChips(phone);
  wireKeys(phone);
  return phone;
}

function draw(phone, entry, cost) {
  const text = el("p", { className: "text", textContent: entry.text });
  const message = el("li", { className: `message from-${entry.from}` }, text);
  if (entry.sms) message.append(el("p", { className: "price", textContent: `${entry.sms.encoding} · ${cost(entry.sms.segments)}` }));
  if (entry.status === "sending") message.append(el("p", { className: "price", textContent: "envoi…" }));
  if (entry.status === "failed") message.append(phone.failure(entry.error, () => phone.deliver(entry)));
  return message;
}

function shown(phone, log, cost) {
  const segments = log.entries.reduce((sum, entry) => sum + (entry.sms?.segments ?? 0), 0);
  phone.parts.total.textContent = cost(segments);
  const isOnline = document.body.dataset.online !== "no";
  phone.parts.signal.setAttribute("href", isOnline ? "#icon-signal" : "#icon-no-signal");
}

function fillChips({ parts: { chips, words } }) {
  const insert = (text) => {
    words.value = text;
    words.focus();
  };
  chips.append(...CHIPS.map((text) => el("button", { type: "button", textContent: text, onclick: () => insert(text) })));
}

function wireKeys({ parts: { keys, words, thread } }) {
  keys.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.key) words.value += button.dataset.key;
    if ("rub" in button.dataset) words.value = words.value.slice(0, -1);
    if (button.dataset.scroll) thread.scrollBy({ top: LINE * Number(button.dataset.scroll) });
  });
}
