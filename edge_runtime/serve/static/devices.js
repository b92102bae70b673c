/** What can be played on: choose, try, and hold to a limit. */

import * as api from "./api.js";
import { byId, el, say } from "./dom.js";

const STEP = 0.01;
const LEAST = 0.05;

export class Devices {
  #state = null;
  #found = [];
  #shown = "";
  #busy = false;

  constructor() {
    byId("devices-again").addEventListener("click", () => this.open());
    byId("devices-scan").addEventListener("click", () => this.#scan());
    byId("device-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#connect(byId("device-uri").value.trim());
    });
  }

  state(state) {
    this.#state = state;
    const note = byId("devices-note");
    note.hidden = state.person;
    say(note, "Devices are chosen, tried and given more strength only in a browser on the machine that serves this page. A lower limit can be set from here.");
    for (const id of ["devices-scan", "device-uri"]) byId(id).disabled = !state.person;
    byId("device-form").querySelector("button").disabled = !state.person;
    this.#draw();
  }

  open() {
    if (!this.#busy) say(byId("devices-state"), "");
    this.#look();
  }

  /** A look holds up nothing that a person wants meanwhile. */
  async #look() {
    try {
      await this.#list(false);
    } catch (error) {
      if (!this.#busy) say(byId("devices-state"), error.message);
    }
  }

  #scan() {
    this.#do("Listening for three seconds …", async () => {
      await this.#list(true);
      return `${this.#found.length} in all.`;
    });
  }

  async #list(scan) {
    this.#found = await api.devices(scan);
    this.#shown = "";
    this.#draw();
  }

  #draw() {
    if (!this.#state) return;
    const { device, person, haptics } = this.#state;
    const key = JSON.stringify([this.#found, device.uri, device.link, device.max_level, device.most_level, person, haptics.on]);
    if (key === this.#shown) return;
    this.#shown = key;
    const others = this.#found.filter(({ uri }) => uri !== device.uri);
    const own = this.#found.find(({ uri }) => uri === device.uri) ?? { uri: device.uri, name: device.uri, simulated: device.simulated };
    byId("device-list").replaceChildren(this.#card(own, true), ...others.map((found) => this.#card(found, false)));
  }

  #card({ uri, name, simulated }, current) {
    const { device, person, haptics } = this.#state;
    const head = el("div", { class: "card-head" }, el("span", { class: "name" }, name), el("code", {}, uri));
    const card = el("li", { class: current ? "current" : "" }, head);
    if (!current) {
      card.append(el("div", { class: "row" }, el("button", { type: "button", class: "button small", disabled: !person, onclick: () => this.#connect(uri) }, "Connect"), el("span", { class: "quiet" }, simulated ? "simulated" : "")));
      return card;
    }
    const link = { up: "in use, connected", down: `in use, but lost: ${device.detail ?? "no reason given"}`, off: "in use as soon as touch is on" }[device.link];
    const test = el("button", { type: "button", class: "button small", disabled: !person || !haptics.on, onclick: () => this.#test() }, "Buzz each motor");
    card.append(el("div", { class: "row" }, test, el("span", { class: "quiet" }, `${simulated ? "simulated, " : ""}${link}`)), this.#limit(device));
    return card;
  }

  #limit({ max_level: now, most_level: most }) {
    const shown = el("output", { for: "limit" }, now.toFixed(2));
    const slider = el("input", {
      id: "limit", type: "range", min: LEAST, max: most, step: STEP, value: now,
      oninput: () => say(shown, Number(slider.value).toFixed(2)),
      onchange: () => this.#do("", async () => (await api.limitDevice(Number(slider.value)), "The limit holds from now on.")),
    });
    return el("div", { class: "limit" }, el("label", { for: "limit" }, "Strongest level"), slider, shown);
  }

  #connect(uri) {
    if (uri) this.#do(`Connecting to ${uri} …`, async () => (await api.connect(uri), `Connected to ${uri}.`)).then(() => this.#look());
  }

  #test() {
    this.#do("Each motor buzzes weakly in turn …", async () => {
      const motors = await api.testDevice();
      const still = motors.filter(({ moved }) => !moved).map(({ motor }) => `m${motor}`);
      return still.length ? `${still.join(", ")} did not move.` : `All ${motors.length} motors moved.`;
    });
  }

  /** One thing at a time that moves a motor or a device, and what became of it in a sentence. */
  async #do(before, work) {
    if (this.#busy) return;
    this.#busy = true;
    if (before) say(byId("devices-state"), before);
    try {
      say(byId("devices-state"), await work());
    } catch (error) {
      say(byId("devices-state"), error.message);
    } finally {
      this.#busy = false;
    }
  }
}
