/** The three things the page asks of the server: the state of the demo, a change of it, and what the bot says. */

const PATIENCE = 15_000; // ms before a silent server counts as one that does not answer
const RETRY = 3_000; // ms before a stream the server refused is asked for again

/** What the server answers to *body*; throws an Error whose message can be shown to whoever plays. */
export async function post(path, body) {
  return request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export async function readState() {
  return request("/simulator/state");
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Error("Le serveur ne répond pas.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `Le serveur a refusé (erreur ${response.status}).`);
  return answer;
}

/** Hear all that the bot says to *phones*, for as long as the page is open; *online* is told when the line goes and comes back. */
export function listen(phones, { heard, online }) {
  const source = new EventSource(`/simulator/stream?phones=${phones.map(encodeURIComponent).join(",")}`);
  source.onopen = () => online(true);
  source.onmessage = ({ data }) => heard(JSON.parse(data));
  source.onerror = () => {
    online(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(phones, { heard, online }), RETRY);
  };
}
