/** Play what a person pressed. */

import * as api from "./api.js";
import { alarm } from "./dom.js";

/** Play text with tags; says whether it plays, and to the person why not. */
export async function felt(text) {
  try {
    await api.play(text);
    return true;
  } catch (error) {
    alarm(error.code === "haptics_off" ? "Touch is off. Turn it on with the switch beside Feel, then press again." : error.message);
    return false;
  }
}
