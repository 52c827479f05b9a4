/** How the left phone looks and is touched: bubbles, buttons under them, the menu of commands. */

import { el, icon } from "./dom.js";
import { Phone } from "./phone.js";

const COMMANDS = [
  ["/menu", "Le menu"],
  ["/vote", "Voter"],
  ["/projets", "Voir les projets"],
  ["/recu", "Retrouver mon reçu"],
  ["/aide", "De l’aide"],
];
const TICKS = { sending: ["sending", "en cours d’envoi"], sent: ["sent", "envoyé"], failed: ["failed", "non distribué"] };

/** The Telegram phone, ready to be played. */
export function telegramPhone(demo) {
  const phone = new Phone("telegram", { ...demo, skin: { draw, shown } });
  phone.parts.start.addEventListener("click", () => {
    phone.send("/start");
    phone.parts.words.focus();
  });
  fillMenu(phone);
  return phone;
}

function draw(phone, entry) {
  const words = el("p", { className: "text", textContent: entry.text });
  const way = endsLeftwards(entry.text) ? "bubble leftwards" : "bubble";
  const bubble = el("div", { className: way }, picture(entry), words, stamp(phone, entry));
  const message = el("li", { className: `message from-${entry.from}` }, bubble);
  if (entry.buttons?.length) message.append(keyboard(phone, entry));
  if (entry.status === "failed") message.append(phone.failure(entry.error, () => phone.deliver(entry)));
  if (entry.tap?.status === "failed") {
    const { data, id, error } = entry.tap;
    message.append(phone.failure(error, () => phone.tap(entry, data, id)));
  }
  return message;
}

/** Whether the last line is read from the right: its first letter outside isolates is, as the browser lays it out. */
function endsLeftwards(text) {
  const last = text.trimEnd().split("\n").at(-1).replace(/\u2068[^\u2069]*\u2069/g, "");
  return /^\P{L}*[\u0590-\u08ff]/u.test(last);
}

/** The way to the picture: the page itself loads nothing from elsewhere. */
function picture({ photo }) {
  if (!photo) return null;
  return el("a", { className: "photo", href: photo, target: "_blank", rel: "noopener", textContent: "🖼 photo", title: photo });
}

/** The hour, and for our own messages how far they got. */
function stamp(phone, entry) {
  const hour = el("time", { textContent: phone.clock.hour(entry.at) });
  if (entry.from === "bot") return el("span", { className: "stamp" }, hour);
  const [name, meaning] = TICKS[entry.status ?? "sending"];
  return el("span", { className: "stamp" }, hour, icon(name), el("span", { className: "unseen", textContent: meaning }));
}

function keyboard(phone, entry) {
  const rows = entry.buttons.map((row) => el("div", { className: "row" }, ...row.map((button) => key(phone, entry, button))));
  return el("div", { className: "keyboard" }, ...rows);
}

function key(phone, entry, { label, data }) {
  const isWaiting = entry.tap?.data === data && entry.tap.status === "sending";
  const button = el("button", { type: "button", textContent: label, onclick: () => isWaiting || (data.startsWith("https://") ? window.open(data, "_blank", "noopener") : phone.tap(entry, data)) });
  if (isWaiting) button.setAttribute("aria-busy", "true");
  return button;
}

function shown(phone, log) {
  const isEmpty = log.entries.length === 0;
  phone.parts.start.hidden = !isEmpty;
  phone.parts.composer.hidden = isEmpty;
  const isOnline = document.body.dataset.online !== "no";
  phone.parts.status.textContent = isOnline ? (phone.awaited ? "écrit…" : "bot") : "connexion…";
}

function fillMenu(phone) {
  const { commands, menu } = phone.parts;
  const open = (isOpen) => {
    commands.hidden = !isOpen;
    menu.setAttribute("aria-expanded", String(isOpen));
  };
  commands.append(
    ...COMMANDS.map(([command, meaning]) => {
      const choose = () => {
        open(false);
        menu.focus();
        phone.send(command);
      };
      const words = [el("span", { textContent: meaning }), el("code", { textContent: command })];
      return el("button", { type: "button", onclick: choose }, ...words);
    }),
  );
  menu.addEventListener("click", () => {
    open(commands.hidden);
    if (!commands.hidden) commands.firstElementChild.focus();
  });
  phone.root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || commands.hidden) return;
    open(false);
    menu.focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (!commands.contains(target) && !menu.contains(target)) open(false);
  });
}
