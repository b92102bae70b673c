/** A block that the person puts together from tags; its drawing follows each of them. */

import * as api from "./api.js";
import { alarm, byId, el, say } from "./dom.js";
import { drawing } from "./drawing.js";
import { felt } from "./play.js";

const MOST_TAGS = 64;
const WIDEST = 620;
const FELT = new Set(["duration", "pattern", "macro"]);
const NOTHING = "Nothing is felt yet: add how long, or a pattern.";

export class Block {
  #tokens = [];
  #asked = null;

  constructor() {
    byId("block-feel").addEventListener("click", () => felt(this.text));
    byId("block-back").addEventListener("click", () => this.#take(this.#tokens.length - 1));
    byId("block-clear").addEventListener("click", () => this.#set([]));
    byId("block-copy").addEventListener("click", () => this.#copy());
    byId("block-save").addEventListener("click", () => this.#save());
  }

  /** The block as tags. */
  get text() {
    const tags = this.#tokens.map(({ tag }) => tag);
    // A macro is a block of its own.
    return this.#tokens.some(({ group }) => group === "macro") ? tags.join(" ") : `[begin_haptics] ${tags.join(" ")} [end_haptics]`;
  }

  offer(formats) {
    byId("block-format").replaceChildren(...formats.map(({ ending, kind }) => el("option", { value: ending }, `${ending} (${kind})`)));
  }

  add(token) {
    if (this.#tokens.length >= MOST_TAGS) return say(byId("block-notes"), `A block of ${MOST_TAGS} tags is as long as it gets here.`);
    this.#set([...this.#tokens, token]);
  }

  #take(k) {
    this.#set(this.#tokens.filter((_, other) => other !== k));
    (byId("block").children[Math.min(k, this.#tokens.length - 1)]?.firstChild ?? byId("block-feel")).focus?.();
  }

  #set(tokens) {
    this.#tokens = tokens;
    byId("block").replaceChildren(
      ...tokens.map(({ tag, group }, k) => el("li", {}, el("button", { type: "button", class: group, "aria-label": `${tag}, take it away`, onclick: () => this.#take(k) }, tag))),
    );
    byId("block-empty").hidden = tokens.length > 0;
    for (const name of ["feel", "back", "clear", "copy", "save"]) byId(`block-${name}`).disabled = tokens.length === 0;
    this.#draw();
  }

  async #draw() {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    const place = byId("block-drawing");
    if (!this.#tokens.some(({ group }) => FELT.has(group))) {
      place.replaceChildren();
      return say(byId("block-notes"), this.#tokens.length ? NOTHING : "");
    }
    try {
      const { tracks, duration_ms: ms, notes } = await api.compile(this.text, asked.signal);
      place.replaceChildren(drawing(tracks, ms, { width: Math.min(WIDEST, place.parentElement.clientWidth), row: 22, gap: 6, labels: true }));
      say(byId("block-notes"), [`${ms / 1000} s`, ...notes].join(" · "));
    } catch (error) {
      if (asked.signal.aborted) return;
      place.replaceChildren();
      say(byId("block-notes"), error.status === 400 ? NOTHING : error.message);
    }
  }

  async #copy() {
    await copy(this.text);
    say(byId("block-notes"), "Copied.");
  }

  async #save() {
    const format = byId("block-format").value;
    try {
      const url = URL.createObjectURL(await api.render(this.text, format));
      el("a", { href: url, download: `block${format}` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      alarm(error.message);
    }
  }
}

/** Copy text; a page that is not served over TLS or loopback has only the old way. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el("textarea", { class: "hidden", readonly: true }, text);
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
