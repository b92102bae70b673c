/** The server's API as functions. Each throws a `Refused`, whose message is a sentence for people. */

export class Refused extends Error {
  constructor(message, code = "unreachable", status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const GONE = "The server cannot be reached. Start it again with edge-haptics serve; this page then goes on by itself.";

async function ask(path, body, signal) {
  const post = body !== undefined;
  let answer;
  try {
    answer = await fetch(path, {
      method: post ? "POST" : "GET",
      headers: post ? { "Content-Type": "application/json" } : {},
      body: post ? JSON.stringify(body) : undefined,
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(GONE);
  }
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

async function refusal(answer) {
  if (answer.status === 401) return new Refused("This server wants its token. Open the address that it printed in its terminal.", "token_needed", 401);
  let told = {};
  try {
    told = (await answer.json()).error ?? {};
  } catch {
    // Something between here and the server answered.
  }
  return new Refused(String(told.message ?? `The server answered ${answer.status}.`), String(told.code ?? "unknown"), answer.status);
}

const json = async (...request) => (await ask(...request)).json();

/** A plain POST without a body, so that it works whatever else does not. */
export async function stopMotors() {
  let answer;
  try {
    answer = await fetch("/v1/haptics/stop", { method: "POST", keepalive: true });
  } catch {
    throw new Refused("STOP did not reach the server. A device rests by itself when its host falls silent; else cut its power.");
  }
  if (!answer.ok) throw await refusal(answer);
}

export const switchTouch = (on) => json("/v1/haptics/switch", { on });
export const play = (text) => json("/v1/haptics/play", { text });
export const compile = (text, signal) => json("/v1/haptics/compile", { text }, signal);
export const render = async (text, format) => (await ask("/v1/haptics/render", { text, format })).blob();
export const formats = async () => (await json("/v1/haptics/formats")).formats;
export const lexicon = async () => (await json("/v1/lexicon")).tokens;
export const devices = async (scan) => (await json(`/v1/haptics/devices${scan ? "?scan=true" : ""}`)).devices;
export const connect = (uri) => json("/v1/haptics/devices/connect", { uri });
export const testDevice = async () => (await json("/v1/haptics/devices/test", {})).motors;
export const limitDevice = (maxLevel) => json("/v1/haptics/devices/limit", { max_level: maxLevel });
export const runs = async () => (await json("/v1/runs")).runs;
export const run = async (name) => (await ask(`/v1/runs/${encodeURIComponent(name)}`)).text();

/** Ask the model; gives each chunk of the answer as it comes. */
export async function* chat(messages, signal) {
  const answer = await ask("/v1/chat/completions", { messages, stream: true }, signal);
  const lines = new EventLines();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      for (const data of lines.feed(value)) {
        if (data === "[DONE]") return;
        const chunk = JSON.parse(data);
        if (chunk.error) throw new Refused(String(chunk.error.message), String(chunk.error.code));
        yield chunk;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Server-sent events, read from pieces cut anywhere: `feed` gives the data of each event that is complete. */
export class EventLines {
  #rest = "";
  #data = [];

  feed(piece) {
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    const complete = [];
    for (const line of lines) {
      if (line === "") {
        if (this.#data.length) complete.push(this.#data.join("\n"));
        this.#data = [];
      } else if (line.startsWith("data:")) {
        this.#data.push(line.slice(line[5] === " " ? 6 : 5));
      }
    }
    return complete;
  }
}
