/** The strip of phases with today's mark on it, and the ways to go to another day. */

import { el } from "./dom.js";
import { post } from "./server.js";

const DAY = 86_400_000; // ms
const TYPING = 900; // ms without a change before a date counts as chosen
const MARGIN = 400 * DAY; // how far outside the calendar one may go

export class Calendar {
  /** *changed* is called with the server's state whenever the demo's time was moved. */
  constructor({ clock, changed }) {
    this.clock = clock;
    this.changed = changed;
    const names = ["phase", "phases", "today", "date", "moment", "notice"];
    this.parts = Object.fromEntries(names.map((name) => [name, document.getElementById(name)]));
    this.#wire();
  }

  show({ phase, phase_label: label, calendar }) {
    this.spans = calendar.map((span) => ({ ...span, from: Date.parse(span.opens), to: Date.parse(span.closes) }));
    if (this.parts.phase.textContent !== label) this.parts.phase.textContent = label;
    this.#showPhases(phase);
    this.#showMoment();
    this.placeToday();
    this.#centreCurrent();
  }

  /** Put the mark where the demo's time is: within its phase, or in the gap between two. */
  placeToday() {
    const { today, phases } = this.parts;
    today.firstElementChild.textContent = this.clock.say(this.clock.now(), { weekday: "short", day: "numeric", month: "short" });
    const boxes = [...phases.children].map((node) => ({ left: node.offsetLeft, right: node.offsetLeft + node.offsetWidth }));
    const place = boxes.length ? placeOf(this.clock.now(), this.spans, boxes) : 0;
    const half = today.firstElementChild.offsetWidth / 2;
    const room = Math.min(Math.max(place, half), phases.offsetWidth - half);
    today.style.setProperty("--place", `${place}px`);
    today.style.setProperty("--label", `${room - place}px`);
  }

  #showPhases(current) {
    const now = this.clock.now();
    const focused = [...this.parts.phases.querySelectorAll("button")].indexOf(document.activeElement);
    this.parts.phases.replaceChildren(...this.spans.map((span) => this.#phase(span, span.phase === current, now)));
    this.parts.phases.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  }

  #phase({ phase, label, from, to }, isCurrent, now) {
    const dates = this.clock.range(from, to - 1); // the last moment of the phase, not the first after it
    const button = el(
      "button",
      { type: "button", onclick: () => this.#go({ phase }) },
      el("span", { className: "bar" }),
      el("span", { className: "name", textContent: label }),
      el("span", { className: "dates", textContent: dates }),
    );
    button.title = `Aller à la phase «${label}»`;
    if (isCurrent) button.setAttribute("aria-current", "step");
    const item = el("li", { className: isCurrent ? "current" : to <= now ? "past" : "future" }, button);
    item.style.flexGrow = Math.sqrt((to - from) / DAY); // short phases must stay readable beside long ones
    return item;
  }

  /** On a narrow page the strip is wider than the screen; the page itself must not move. */
  #centreCurrent() {
    const { phases } = this.parts;
    const strip = phases.closest(".strip");
    const current = phases.querySelector("[aria-current]")?.parentElement;
    if (current) strip.scrollLeft = current.offsetLeft + (current.offsetWidth - strip.clientWidth) / 2;
  }

  #showMoment() {
    const { moment } = this.parts;
    moment.value = this.clock.wallTime();
    if (this.spans.length === 0) return;
    moment.min = this.clock.wallTime(Math.min(...this.spans.map(({ from }) => from)) - MARGIN);
    moment.max = this.clock.wallTime(Math.max(...this.spans.map(({ to }) => to)) + MARGIN);
  }

  async #go(where) {
    this.parts.notice.textContent = "";
    try {
      this.changed(await post("/simulator/clock", where));
    } catch (error) {
      this.parts.notice.textContent = error.message;
    }
  }

  #goToMoment() {
    const { moment } = this.parts;
    clearTimeout(this.typing);
    const isAnother = moment.value !== this.clock.wallTime();
    if (isAnother && moment.reportValidity()) this.#go({ at: this.clock.moment(moment.value) });
  }

  #wire() {
    const { date, moment } = this.parts;
    date.addEventListener("submit", (event) => event.preventDefault());
    moment.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#goToMoment();
    });
    moment.addEventListener("change", () => {
      clearTimeout(this.typing);
      if (moment.validity.valid) this.typing = setTimeout(() => this.#goToMoment(), TYPING);
    });
    for (const button of date.querySelectorAll("[data-days]")) {
      button.addEventListener("click", () => this.#go({ days: Number(button.dataset.days) }));
    }
    addEventListener("resize", () => {
      this.placeToday();
      this.#centreCurrent();
    });
  }
}

/** Where *now* falls, in px, given the *spans* of time and the *boxes* they are drawn in. */
function placeOf(now, spans, boxes) {
  const last = spans.length - 1;
  if (now <= spans[0].from) return boxes[0].left;
  if (now >= spans[last].to) return boxes[last].right;
  const index = spans.findIndex(({ to }) => now < to);
  const { from, to } = spans[index];
  if (now >= from) return between(boxes[index].left, boxes[index].right, (now - from) / (to - from));
  const { to: closed } = spans[index - 1];
  return between(boxes[index - 1].right, boxes[index].left, (now - closed) / (from - closed));
}

function between(left, right, share) {
  return left + (right - left) * share;
}
