/** Past runs: open a trace and move through it, words and motors in step. */

import * as api from "./api.js";
import { byId, el, say } from "./dom.js";
import { chip } from "./drawing.js";
import { emotionOf, feelMood } from "./mood.js";
import { Pad } from "./pad.js";
import { Strip } from "./strip.js";
import { TRACE_MAX_BYTES, levelsAt, readTrace, stepAt } from "./trace.js";

const PLACES = { 1: [[0.5, 0.5]], 2: [[0, 0.5], [1, 0.5]], 4: [[0, 0], [1, 0], [0, 1], [1, 1]] };
const AFTER_MS = 200;

export class Runs {
  #pad = new Pad(byId("run-pad"));
  #strip = new Strip(byId("run-strip"), () => this.#draw());
  #run = null;
  #words = [];
  #at = 0;
  #playing = 0;
  #mood = null;

  constructor() {
    byId("run-file").addEventListener("change", ({ target }) => target.files[0] && this.#file(target.files[0]));
    byId("run-at").addEventListener("input", ({ target }) => this.#go(Number(target.value)));
    byId("run-play").addEventListener("click", () => (this.#playing ? this.#pause() : this.#play()));
    byId("run-tags").addEventListener("change", ({ target }) => byId("run-text").classList.toggle("tags-shown", target.checked));
    const strip = byId("run-strip");
    const point = ({ clientX, buttons }) => buttons && this.#run && this.#go(this.#strip.share(clientX) * this.#length);
    strip.addEventListener("pointerdown", (event) => (strip.setPointerCapture(event.pointerId), point(event)));
    strip.addEventListener("pointermove", point);
    const view = byId("runs");
    view.addEventListener("dragover", (event) => event.preventDefault());
    view.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files[0]) this.#file(event.dataTransfer.files[0]);
    });
  }

  async open() {
    try {
      const found = await api.runs();
      byId("run-list").replaceChildren(...found.map((run) => this.#card(run)));
      say(byId("runs-note"), found.length ? "" : "With edge-haptics serve --runs FOLDER the traces of that folder are listed here.");
    } catch (error) {
      say(byId("run-state"), error.message);
    }
  }

  leave() {
    this.#pause();
  }

  get #length() {
    return this.#run.durationMs + AFTER_MS;
  }

  #card({ name, bytes, modified }) {
    const open = async () => this.#show(name, () => api.run(name));
    const when = new Date(modified).toLocaleString();
    return el("li", {}, el("div", { class: "card-head" }, el("span", { class: "name" }, name), el("span", { class: "quiet" }, `${when} · ${Math.ceil(bytes / 1024)} kB`), el("button", { type: "button", class: "button small", "aria-label": `Open ${name}`, onclick: open }, "Open")));
  }

  #file(file) {
    this.#show(file.name, () => {
      if (file.size > TRACE_MAX_BYTES) throw new Error("This file is longer than this page opens.");
      return file.text();
    });
  }

  async #show(name, read) {
    this.#pause();
    try {
      const run = readTrace(await read());
      this.#run = run;
      say(byId("run-state"), "");
      byId("run").hidden = false;
      say(byId("run-title"), name);
      this.#about(run);
      const places = PLACES[run.motors] ?? Array.from({ length: run.motors }, (_, k) => [run.motors > 1 ? k / (run.motors - 1) : 0.5, 0.5]);
      this.#pad.place(places.map(([x, y]) => ({ x, y })));
      this.#text(run);
      byId("run-at").max = Math.ceil(this.#length / 10) * 10;
      this.#go(0);
      byId("run").scrollIntoView({ block: "nearest" });
      byId("run-at").focus({ preventScroll: true });
    } catch (error) {
      byId("run").hidden = true;
      say(byId("run-state"), `${name}: ${error.message}`);
    }
  }

  #about({ session, stops, durationMs }) {
    const parts = [`${(durationMs / 1000).toFixed(1)} s`];
    if (session) parts.unshift(String(session.model), String(session.device));
    for (const { t, reason } of stops) parts.push(`stopped at ${(t / 1000).toFixed(2)} s (${reason})`);
    say(byId("run-about"), parts.join(" · "));
  }

  #text({ words }) {
    this.#words = words.map((word) => {
      const node = word.tag ? chip(word.tag, { known: word.known, emotion: emotionOf(word.tag) }) : el("span", { class: word.asked ? "asked" : "" }, word.text);
      return { t: word.t, node };
    });
    byId("run-text").replaceChildren(...this.#words.map(({ node }) => node));
  }

  #go(t) {
    this.#at = Math.min(Math.max(0, t), this.#length);
    const slider = byId("run-at");
    slider.value = this.#at;
    slider.setAttribute("aria-valuetext", `${(this.#at / 1000).toFixed(2)} seconds`);
    byId("run-clock").textContent = `${(this.#at / 1000).toFixed(2)} s of ${(this.#length / 1000).toFixed(2)} s`;
    for (const { t: when, node } of this.#words) node.classList.toggle("later", when > this.#at);
    this.#pad.show(levelsAt(this.#run, this.#at));
    const emotion = stepAt(this.#run, this.#at)?.emotion ?? null;
    if (emotion && emotion !== this.#mood) feelMood(emotion);
    this.#mood = emotion;
    this.#draw();
  }

  #draw() {
    if (!this.#run) return;
    const { levels, motors, programs } = this.#run;
    const bands = programs.flatMap(({ at, steps }) => steps.filter(({ kind }) => kind === "step").map((step) => ({ at: at + step.onset_ms, until: at + step.onset_ms + step.duration_ms })));
    this.#strip.draw({ motors, from: 0, to: this.#length, now: this.#at, zero: 0, bands, felt: [...levels, { t: this.#length, levels: [] }] });
  }

  #play() {
    if (this.#at >= this.#length) this.#go(0);
    const began = performance.now() - this.#at;
    const step = () => {
      this.#go(performance.now() - began);
      this.#playing = this.#at < this.#length ? requestAnimationFrame(step) : 0;
      if (!this.#playing) say(byId("run-play"), "Play");
    };
    say(byId("run-play"), "Pause");
    this.#playing = requestAnimationFrame(step);
  }

  #pause() {
    cancelAnimationFrame(this.#playing);
    this.#playing = 0;
    say(byId("run-play"), "Play");
  }
}
