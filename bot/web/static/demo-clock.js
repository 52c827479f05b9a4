/** The demo's own time: set by the server, running between two settings, always told in the edition's time zone. */

const LONG = 300 * 86_400_000; // ms: beyond that, the years matter and the days do not

export class DemoClock {
  /** *state* is the server's: `now` (ISO 8601 with its offset) and, if the town is not on Paris time, `timezone`. */
  constructor(state) {
    this.set(state);
  }

  set({ now, timezone = "Europe/Paris" }) {
    this.zone = timezone;
    this.ahead = Date.parse(now) - Date.now();
  }

  /** Milliseconds since 1970, in the demo's time. */
  now() {
    return Date.now() + this.ahead;
  }

  /** *at* said in French; *options* are those of Intl.DateTimeFormat. */
  say(at, options) {
    return new Intl.DateTimeFormat("fr-FR", { timeZone: this.zone, ...options }).format(at);
  }

  hour(at = this.now()) {
    return this.say(at, { hour: "2-digit", minute: "2-digit" });
  }

  day(at = this.now()) {
    return this.say(at, { weekday: "long", day: "numeric", month: "long" });
  }

  /** From one day to another, as short as it can be said: «1 – 29 nov.»; only the months when it lasts for long. */
  range(opens, closes) {
    const isLong = closes - opens > LONG;
    const [from, to] = [opens, closes].map((at) => {
      return this.say(at, isLong ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" });
    });
    const [, month] = to.split(" ");
    return `${isLong ? from : from.replace(` ${month}`, "")} – ${to}`;
  }

  /** What a `datetime-local` input shows for *at*: «2026-11-05T10:00» on the town's clocks. */
  wallTime(at = this.now()) {
    return new Date(at).toLocaleString("sv-SE", { timeZone: this.zone }).slice(0, 16).replace(" ", "T");
  }

  /** The same moment as *wallTime* on the town's clocks, as ISO 8601 with the offset in force on that day. */
  moment(wallTime) {
    const name = { timeZone: this.zone, timeZoneName: "longOffset" };
    const parts = new Intl.DateTimeFormat("en", name).formatToParts(Date.parse(`${wallTime}Z`));
    const offset = parts.find(({ type }) => type === "timeZoneName").value.slice("GMT".length);
    return `${wallTime}:00${offset || "+00:00"}`;
  }
}
