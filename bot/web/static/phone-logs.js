/**
 * What each phone has on its screen, kept in the browser: the server does not send the past again.
 *
 * A log is `{entries, seen, unread}`. An entry has a `key` (its message id), `from` ("me" or "bot"), `text` and `at`
 * (the demo's time). Ours also has a `status`: sending, sent or failed. The bot's has `ids` (its own, then those of its
 * edits), `buttons`, `sms`, `photo` (an address), and `tap` while one of its buttons waits for an answer. The store is
 * the only truth, read before each change, so that two tabs on one phone agree.
 */

const KEPT = 300; // entries a phone remembers
const RECOGNISED = 1_000; // ids of messages it would recognise if they came twice

export class PhoneLogs {
  /** *demo* names the town's edition, so that two demos served in turn at one address do not mix. */
  constructor(demo, storage = localStorage) {
    this.demo = demo;
    this.storage = storage;
  }

  read(phone) {
    return JSON.parse(this.storage.getItem(this.#place(phone))) ?? { entries: [], seen: [], unread: 0 };
  }

  /** Apply *change* to the log of *phone*, and return what it returns. */
  amend(phone, change) {
    const log = this.read(phone);
    const outcome = change(log);
    log.entries = log.entries.slice(-KEPT);
    log.seen = log.seen.slice(-RECOGNISED);
    this.storage.setItem(this.#place(phone), JSON.stringify(log));
    return outcome;
  }

  add(phone, entry) {
    this.amend(phone, (log) => log.entries.push(entry));
  }

  /** Give new *values* to one entry, if it is still on the screen. */
  amendEntry(phone, key, values) {
    this.amend(phone, (log) => {
      const entry = log.entries.find((one) => one.key === key);
      if (entry) Object.assign(entry, values);
    });
  }

  /** Put a message of the bot on the screen, or in the place of the one it edits. False if the phone had it already. */
  hear(phone, { id, edits, text, buttons, sms, photo }, at) {
    return this.amend(phone, (log) => {
      if (log.seen.includes(id)) return false;
      log.seen.push(id);
      log.entries.forEach(stopWaiting);
      const edited = edits && log.entries.find((entry) => entry.ids?.includes(edits));
      if (edited) Object.assign(edited, { text, buttons, ids: [...edited.ids, id] });
      else log.entries.push({ key: id, ids: [id], from: "bot", text, buttons, sms, photo, at });
      return true;
    });
  }

  /** What was on its way when the page was closed may or may not have arrived: it can be sent again under the same id. */
  settle(phone) {
    this.amend(phone, (log) => {
      for (const entry of log.entries) {
        if (entry.status === "sending") entry.status = "failed";
        if (entry.tap?.status === "sending") entry.tap.status = "failed";
      }
    });
  }

  /** Empty the screen; the phone still recognises what it was shown. */
  erase(phone) {
    this.amend(phone, (log) => {
      log.entries = [];
      log.unread = 0;
    });
  }

  /** Who is being played on this kind of phone, if anyone was. */
  player(kind) {
    return this.storage.getItem(this.#place(`player:${kind}`));
  }

  rememberPlayer(kind, person) {
    this.storage.setItem(this.#place(`player:${kind}`), person);
  }

  /** Call *then* when another tab has changed something. */
  watch(then) {
    addEventListener("storage", then);
  }

  #place(name) {
    return `porte-voix/${this.demo}/${name}`;
  }
}

function stopWaiting(entry) {
  if (entry.tap && entry.tap.status !== "failed") delete entry.tap;
}
