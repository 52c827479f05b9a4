/** The demo's page: two phones and a calendar, brought to life from the state the server wrote into it. */

import { Calendar } from "./calendar.js";
import { DemoClock } from "./demo-clock.js";
import { PhoneLogs } from "./phone-logs.js";
import { listen, readState } from "./server.js";
import { smsPhone } from "./sms.js";
import { telegramPhone } from "./telegram.js";

const GLANCE = 15_000; // ms between two looks at the clocks on the screens
const RELOAD = 60_000; // ms between two looks at the server's own state

const state = JSON.parse(document.getElementById("state").textContent);
const clock = new DemoClock(state);
const logs = new PhoneLogs(state.demo ?? state.edition);
const demo = { people: state.people, price: state.price, currency: state.currency, logs, clock };
const telegram = telegramPhone(demo);
const sms = smsPhone(demo);
const phones = [telegram, sms];
const calendar = new Calendar({ clock, changed: showState });

telegram.play(logs.player("telegram"));
sms.play(logs.player("sms") ?? somebodyElse(telegram.person, sms.people).id);
calendar.show(state);

listen(
  phones.flatMap((phone) => phone.addresses),
  {
    heard: (event) => phones.forEach((phone) => phone.hear(event)),
    online: (isOnline) => {
      document.body.dataset.online = isOnline ? "yes" : "no";
      showPhones();
    },
  },
);
logs.watch(showPhones);
addEventListener("focus", refresh);
setInterval(refresh, RELOAD);
setInterval(showPhones, GLANCE);

/** Two people make a better first sight than one person twice. */
function somebodyElse(person, people) {
  return people.find(({ id, telegram: account }) => id !== person.id && !account) ?? people.find(({ id }) => id !== person.id) ?? person;
}

function showState(fresh) {
  clock.set(fresh);
  calendar.show(fresh);
  showPhones();
}

function showPhones() {
  phones.forEach((phone) => phone.show());
}

/** Follow the server's time; nothing is lost if it does not answer, the phones tell that already. */
async function refresh() {
  if (document.activeElement?.id === "moment") return;
  await readState().then(showState, () => {});
}
