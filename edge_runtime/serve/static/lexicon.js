/** The 49 tokens as cards: press to feel, add to a block. */

import * as api from "./api.js";
import { Block } from "./block.js";
import { alarm, byId, el } from "./dom.js";
import { drawing } from "./drawing.js";
import { emotionOf, feelMood } from "./mood.js";
import { felt } from "./play.js";

const HEADINGS = { block: "Begin and end", emotion: "Feelings", intensity: "Strength", pattern: "Patterns", duration: "How long", rest: "Pauses", motor: "Places", sequence: "Again", macro: "Ready-made", safety: "Safety" };
const ORDER = ["emotion", "pattern", "intensity", "motor", "duration", "rest", "sequence", "macro", "block", "safety"];
const ALONE = new Set(["block", "safety"]);

export class Lexicon {
  #block = new Block();
  #shown = false;

  /** Fetch and draw them when they are first looked at. */
  async open() {
    if (this.#shown) return;
    this.#shown = true;
    try {
      this.#draw(await api.lexicon());
      this.#block.offer(await api.formats());
    } catch (error) {
      this.#shown = false;
      alarm(error.message);
    }
  }

  #draw(tokens) {
    const groups = ORDER.map((group) => {
      const cards = tokens.filter((token) => token.group === group).map((token) => this.#card(token));
      return el("section", { class: "group", "aria-labelledby": `group-${group}` }, el("h3", { id: `group-${group}` }, HEADINGS[group]), el("ul", { class: "tokens" }, ...cards));
    });
    byId("tokens").replaceChildren(...groups);
  }

  #card(token) {
    const card = el("li", { class: "token" });
    const press = el(
      "button",
      { type: "button", class: "press", disabled: !token.example, onclick: () => this.#feel(token, card) },
      el("span", { class: "drawing" }, drawing(token.tracks, token.duration_ms)),
      el("span", { class: "tag" }, token.tag),
      el("span", { class: "meaning" }, token.meaning),
    );
    card.append(press);
    if (!ALONE.has(token.group)) {
      card.append(el("button", { type: "button", class: "add", "aria-label": `Add ${token.tag} to your block`, onclick: () => this.#block.add(token) }, "+"));
    }
    return card;
  }

  async #feel(token, card) {
    const emotion = emotionOf(token.tag);
    if (emotion) feelMood(emotion);
    if (!(await felt(token.example))) return;
    card.classList.add("playing");
    setTimeout(() => card.classList.remove("playing"), token.duration_ms);
  }
}
