/** The conversation: kept by this tab, answered by the server, stopped at any time. */

import * as api from "./api.js";
import { alarm, byId, el, say, still } from "./dom.js";
import { Answer } from "./answer.js";

const STARTERS = ["I am nervous about my exam", "My cat is ill", "Something wonderful happened today", "Help me to focus for a moment"];
const KEY = "talk";
const SENT_TURNS = 60;
const NEAR_END_PX = 160;

export class Talk {
  #turns = [];
  #answer = null;
  #abort = null;
  #messages = byId("messages");
  #prompt = byId("prompt");

  constructor() {
    byId("starters").append(...STARTERS.map((text) => el("li", {}, el("button", { type: "button", onclick: () => this.ask(text) }, text))));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#abort) this.stop();
      else this.ask(this.#prompt.value);
    });
    this.#prompt.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.#abort) this.ask(this.#prompt.value);
    });
    byId("show-tags").addEventListener("change", ({ target }) => this.#messages.classList.toggle("tags-shown", target.checked));
    byId("fresh").addEventListener("click", () => this.#fresh());
    addEventListener("pagehide", () => {
      this.#keep();
      this.stop();
    });
    this.#restore();
  }

  get busy() {
    return this.#abort !== null;
  }

  /** End the answer that is coming, if there is one. */
  stop() {
    this.#abort?.abort();
  }

  async ask(text) {
    const prompt = text.trim();
    if (!prompt || this.#abort) return;
    this.#prompt.value = "";
    const turns = this.#turns;
    turns.push({ role: "user", content: prompt });
    this.#said(prompt);
    this.#answer = new Answer();
    this.#messages.append(this.#answer.node);
    this.#follow(true);
    const abort = (this.#abort = new AbortController());
    this.#mode("Stop answer", "answering");
    let end = "failed";
    try {
      end = await this.#stream(abort.signal);
    } catch (error) {
      if (abort.signal.aborted) end = "stopped";
      else alarm(error instanceof api.Refused ? error.message : "The answer broke off: the connection was lost.");
    }
    this.#finish(end, turns);
  }

  async #stream(signal) {
    let end = "failed";
    for await (const chunk of api.chat(this.#sent(), signal)) {
      const choice = chunk.choices?.[0];
      if (choice?.delta?.content) this.#answer.add(choice.delta.content);
      for (const event of chunk.haptics ?? []) this.#answer.touch(event);
      if (choice?.finish_reason) end = choice.finish_reason;
      this.#follow(false);
    }
    return end;
  }

  /** The answer belongs to the conversation that it began in, which may have been left by now. */
  #finish(end, turns) {
    const answer = this.#answer;
    this.#abort = null;
    this.#answer = null;
    answer.finish(end);
    turns.push({ role: "assistant", content: answer.text, end });
    this.#mode("Send", end === "stopped" ? "stopped" : "");
    this.#follow(false);
    this.#keep();
  }

  /** What the model is told of the conversation: its end, without answers that have no words. */
  #sent() {
    const turns = this.#turns.slice(-SENT_TURNS).filter(({ content }) => content.trim());
    return turns.map(({ role, content }) => ({ role, content }));
  }

  #mode(button, state) {
    say(byId("send"), button);
    say(byId("talk-state"), state);
    byId("welcome").hidden = this.#turns.length > 0;
  }

  #said(text) {
    this.#messages.append(el("div", { class: "said", role: "article", "aria-label": "You" }, text));
  }

  /** Keep the end in view, unless the person has gone back to read. */
  #follow(always) {
    const { scrollHeight, clientHeight, scrollTop } = document.scrollingElement;
    if (!always && scrollHeight - clientHeight - scrollTop > NEAR_END_PX) return;
    document.scrollingElement.scrollTo({ top: scrollHeight, behavior: always && !still() ? "smooth" : "instant" });
  }

  #fresh() {
    this.stop();
    this.#turns = [];
    this.#messages.replaceChildren();
    this.#mode("Send", "");
    this.#keep();
    this.#prompt.focus();
  }

  #keep() {
    const open = this.#answer ? [{ role: "assistant", content: this.#answer.text, end: "stopped" }] : [];
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...this.#turns, ...open]));
    } catch {
      // Full, or forbidden: the conversation then lasts as long as the page.
    }
  }

  #restore() {
    try {
      this.#turns = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    } catch {
      this.#turns = [];
    }
    for (const turn of this.#turns) {
      if (turn.role === "user") this.#said(turn.content);
      else this.#messages.append(Answer.kept(turn).node);
    }
    this.#mode("Send", "");
    if (this.#turns.length) this.#follow(true);
  }
}
