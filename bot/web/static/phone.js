/** What both phones do: be somebody's, send, send again, hear the bot, remember, forget. How they look is their skin's business. */

import { el, partsOf, showEntries } from "./dom.js";
import { post } from "./server.js";

const ANSWER_TIME = 8_000; // ms after which nobody believes the bot is still writing
const NEARLY = 24; // px from the end that count as the end

export class Phone {
  /**
   * *kind* is the channel ("telegram", "sms") and the key of the address in each of *people*.
   * *skin* draws an entry (`draw(phone, entry)`) and may finish the screen (`shown(phone, log)`).
   */
  constructor(kind, { people, logs, clock, skin }) {
    this.kind = kind;
    this.root = document.getElementById(kind);
    this.parts = partsOf(this.root);
    this.people = people.filter((person) => person[kind]);
    this.logs = logs;
    this.clock = clock;
    this.skin = skin;
    for (const address of this.addresses) logs.settle(address);
    this.#wire();
  }

  get addresses() {
    return this.people.map((person) => this.#addressOf(person));
  }

  get address() {
    return this.#addressOf(this.person);
  }

  /** Put the phone in the hands of the person called *id*. */
  play(id) {
    this.person = this.people.find((person) => person.id === id) ?? this.people[0];
    this.logs.rememberPlayer(this.kind, this.person.id);
    this.parts.about.textContent = this.person.about;
    this.awaited = false;
    this.parts.thread.setAttribute("aria-busy", "true"); // an old conversation is not read out as if it were new
    this.parts.messages.replaceChildren();
    this.show();
    this.parts.thread.removeAttribute("aria-busy");
  }

  /** Send *text* as a new message; blank text is not sent. */
  send(text) {
    if (!text.trim()) return;
    const entry = { key: newId(), from: "me", text: text.trim(), at: this.clock.now() };
    this.logs.add(this.address, entry);
    this.deliver(entry);
  }

  /** Bring *entry* to the server, once more if need be: it keeps its id, so the bot hears it once. */
  async deliver({ key, text }) {
    const phone = this.address;
    await this.#post(phone, { phone, id: key, text }, (status, error) => {
      this.logs.amendEntry(phone, key, { status, error });
    });
  }

  /** Touch a button of the bot's message *entry*; *id* is that of an earlier try. */
  async tap(entry, data, id = newId()) {
    const phone = this.address;
    await this.#post(phone, { phone, id, tap: data, on: entry.key }, (status, error) => {
      if (status !== "sent") this.logs.amendEntry(phone, entry.key, { tap: { id, data, status, error } });
    });
  }

  /** Hear what the bot said to any of the people this phone can be played by. */
  hear(event) {
    if (!this.addresses.includes(event.phone)) return;
    const isNew = this.logs.hear(event.phone, event, this.clock.now());
    const isHere = event.phone === this.address;
    if (isNew && !isHere) this.logs.amend(event.phone, (log) => (log.unread += 1));
    if (isHere) this.awaited = false;
    this.show();
  }

  show() {
    const log = this.logs.read(this.address);
    if (log.unread) this.logs.amend(this.address, (one) => (one.unread = 0));
    this.parts.welcome.hidden = log.entries.length > 0;
    const wasAtTheEnd = this.#isAtTheEnd();
    const before = this.parts.messages.lastElementChild;
    showEntries(this.parts.messages, this.#withDays(log.entries), (entry) => {
      return entry.day ? el("li", { className: "day" }, el("span", { textContent: entry.day })) : this.skin.draw(this, entry);
    });
    this.parts.time.textContent = this.clock.hour();
    this.#showPeople();
    this.skin.shown?.(this, log);
    if (wasAtTheEnd || before !== this.parts.messages.lastElementChild) this.#showLast();
  }

  /** The line under a message that did not go through; touching it sends again. */
  failure(error, again) {
    const label = el("span", { textContent: "non distribué — toucher pour renvoyer" });
    const why = error ? el("small", { textContent: error }) : null;
    return el("button", { type: "button", className: "failure", onclick: again }, label, why);
  }

  async #post(phone, message, mark) {
    mark("sending");
    this.#await();
    try {
      await post("/simulator/send", message);
      mark("sent");
    } catch (error) {
      this.awaited = false;
      mark("failed", error.message);
    }
    if (phone === this.address) this.show();
  }

  #await() {
    this.awaited = true;
    this.show();
    this.#showLast();
    clearTimeout(this.patience);
    const phone = this.address;
    this.patience = setTimeout(() => this.#giveUpWaiting(phone), ANSWER_TIME);
  }

  #giveUpWaiting(phone) {
    this.awaited = false;
    this.logs.amend(phone, (log) => {
      for (const entry of log.entries) if (entry.tap?.status === "sending") delete entry.tap;
    });
    this.show();
  }

  /** The entries, with a line wherever the day changes. */
  #withDays(entries) {
    let day = "";
    return entries.flatMap((entry) => {
      const itsDay = this.clock.say(entry.at, { day: "numeric", month: "long" });
      const line = itsDay === day ? [] : [{ key: `day before ${entry.key}`, day: itsDay }];
      day = itsDay;
      return [...line, entry];
    });
  }

  #showPeople() {
    const options = this.people.map((person) => {
      const { unread } = this.logs.read(this.#addressOf(person));
      return el("option", { value: person.id, textContent: person.name + unreadMark(unread) });
    });
    const isSame = options.every((option, place) => this.parts.who.options[place]?.text === option.text);
    if (!isSame) this.parts.who.replaceChildren(...options);
    this.parts.who.value = this.person.id;
  }

  /** Whoever scrolled up to read again is left where they are. */
  #isAtTheEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.parts.thread;
    return scrollHeight - clientHeight - scrollTop < NEARLY;
  }

  #showLast() {
    this.parts.thread.scrollTop = this.parts.thread.scrollHeight;
  }

  #addressOf(person) {
    return `${this.kind}:${person[this.kind]}`;
  }

  #wire() {
    const { who, erase, composer, words, thread } = this.parts;
    new ResizeObserver(() => this.#showLast()).observe(thread);
    who.addEventListener("change", () => this.play(who.value));
    erase.addEventListener("click", () => {
      this.logs.erase(this.address);
      this.show();
    });
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      composer.requestSubmit();
    });
    composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(words.value);
      words.value = "";
    });
  }
}

function unreadMark(count) {
  if (!count) return "";
  return count > 1 ? ` (${count} non lus)` : " (1 non lu)";
}

/** An id of our own making; `crypto.randomUUID` is missing when a demo is served over plain HTTP to another machine. */
function newId() {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
}
