/** The WebSocket of events: it comes back by itself, and a silent one counts as lost. */

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;
const PING_MS = 5000;
const SILENT_MS = 12_000;
const KINDS = "state,start,plan,program,level,beat,stop,diagnostic,tag,web,dropped,pong,end";

/** How long to wait before attempt `n` (from 0): doubling, capped, and spread so that many pages do not come at once. */
export function backOff(n, random = Math.random()) {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** n);
  return Math.round(full * (0.75 + 0.5 * random));
}

export class Socket {
  #ws = null;
  #attempt = 0;
  #timer = 0;
  #heardAt = 0;
  #take;
  #tell;

  /** `take` gets each event, `tell` "connecting", "up" or "down". */
  constructor(take, tell) {
    this.#take = take;
    this.#tell = tell;
    setInterval(() => this.#pulse(), PING_MS);
    // A phone that wakes, or a network that is back, need not wait.
    addEventListener("online", () => this.#now());
    document.addEventListener("visibilitychange", () => document.hidden || this.#now());
    this.#open();
  }

  get open() {
    return this.#ws?.readyState === WebSocket.OPEN;
  }

  /** Send if that can be done now; says whether it was. */
  send(message) {
    if (this.open) this.#ws.send(JSON.stringify(message));
    return this.open;
  }

  #open() {
    clearTimeout(this.#timer);
    const ws = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/events?kinds=${KINDS}`);
    this.#ws = ws;
    ws.onmessage = ({ data }) => {
      this.#heardAt = performance.now();
      const event = JSON.parse(data);
      if (event.kind === "state" && this.#attempt >= 0) {
        this.#attempt = -1;
        this.#tell("up");
      }
      this.#take(event);
    };
    ws.onclose = () => this.#ws === ws && this.#lost();
  }

  #lost() {
    this.#attempt = Math.max(0, this.#attempt);
    this.#ws = null;
    this.#tell("down");
    this.#timer = setTimeout(() => this.#open(), backOff(this.#attempt));
    this.#attempt += 1;
  }

  #now() {
    if (this.#ws === null) this.#open();
  }

  #pulse() {
    if (!this.open) return;
    if (performance.now() - this.#heardAt > SILENT_MS) {
      const ws = this.#ws;
      this.#ws = null;
      ws.onclose = null;
      ws.close();
      this.#lost();
    } else this.send({ kind: "ping", t: performance.now() });
  }
}
