/** One answer on the page: words as they come, chips where tags were, and what can be done with it. */

import { el } from "./dom.js";
import { chip } from "./drawing.js";
import { emotionOf } from "./mood.js";
import { felt } from "./play.js";

const ENDS = { length: "cut at its longest", stopped: "stopped", failed: "broken off" };

export class Answer {
  node;
  text = "";
  tags = [];
  #words = el("div", { class: "answer-text" });
  #foot = el("div", { class: "answer-foot" });
  #run = null;

  constructor() {
    this.node = el("article", { class: "answer busy", "aria-label": "Answer", "aria-busy": "true" }, this.#words, this.#foot);
  }

  /** Show an answer of before. */
  static kept({ content, end }) {
    const answer = new Answer();
    answer.add(content);
    answer.finish(end);
    return answer;
  }

  add(text) {
    if (!this.#run) this.#words.append((this.#run = document.createTextNode("")));
    this.text += text;
    this.#run.appendData(text);
  }

  /** Take what stands in the stream beside the words. */
  touch(event) {
    if (event.kind !== "tag") return;
    const emotion = event.known ? emotionOf(event.tag) : null;
    this.#words.append(chip(event.tag, { known: event.known, emotion }));
    this.#run = null;
    if (event.known) this.tags.push(event.tag);
    if (emotion) this.node.dataset.mood ??= emotion;
  }

  finish(end = "stop") {
    this.node.classList.remove("busy");
    this.node.classList.toggle("failed", end === "failed");
    this.node.removeAttribute("aria-busy");
    const parts = [];
    if (this.tags.length) parts.push(el("button", { class: "text-button", type: "button", onclick: () => felt(this.tags.join(" ")) }, "Feel it again"));
    if (ENDS[end]) parts.push(el("span", {}, ENDS[end]));
    if (!this.text.trim()) parts.push(el("span", {}, this.tags.length ? "no words, touch alone" : "no words"));
    this.#foot.replaceChildren(...parts);
    this.node.classList.toggle("empty", !this.text.trim());
  }
}
