/** "This device": the two switches that make this browser felt or heard. Nothing here begins without a click. */

import * as api from "./api.js";
import { BrowserDevice, felt } from "./browser_device.js";
import { alarm, byId, say } from "./dom.js";
import { Sound } from "./sound.js";

const NOTHING = "This browser has no vibrator and no gamepad. Connect a gamepad and press one of its buttons, or open this page on a phone.";

export class Here {
  #sound = new Sound();
  #device = new BrowserDevice();
  #socket;
  #motors = [];

  constructor(socket) {
    this.#socket = socket;
    byId("listen").addEventListener("click", () => this.#listen());
    byId("follow").addEventListener("click", () => this.#follow());
  }

  /** The socket is there again: the server has forgotten who follows. */
  again() {
    if (this.#device.on) this.#socket.send({ kind: "follow", on: true });
  }

  state({ device }) {
    this.#motors = device.motors;
  }

  web(levels) {
    this.#device.play(levels, this.#motors);
  }

  heard(levels, carriers, motors) {
    this.#sound.play(levels, carriers, motors);
  }

  /** Everything here rests now. */
  rest() {
    this.#device.rest();
    this.#sound.hush();
  }

  #listen() {
    const on = !this.#sound.on;
    if (on) this.#sound.start();
    else this.#sound.stop();
    byId("listen").setAttribute("aria-pressed", on);
    say(byId("here-state"), on ? "The motors sound: left and right as they stand, low where they are dull." : "Silent again.");
  }

  async #follow() {
    const on = !this.#device.on;
    const kind = felt();
    if (on && kind === null) return say(byId("here-state"), NOTHING);
    this.#device.on = on;
    byId("follow").setAttribute("aria-pressed", on);
    this.#socket.send({ kind: "follow", on });
    if (!on) {
      this.#device.rest();
      return say(byId("here-state"), "This browser is no device any more.");
    }
    try {
      await api.connect("web:");
      say(byId("here-state"), `This ${kind} is the device now.`);
    } catch (error) {
      if (error.code !== "person_only") alarm(error.message);
      say(byId("here-state"), `This ${kind} is felt as soon as web: is chosen under Devices on the machine that serves this page.`);
    }
  }
}
