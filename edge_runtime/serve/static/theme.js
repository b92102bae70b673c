/** Light, dark, or as the system has it; kept in this browser. */

import { byId } from "./dom.js";

const KEY = "theme";
const NEXT = { auto: "light", light: "dark", dark: "auto" };
const NAMES = { auto: "as the system", light: "light", dark: "dark" };

export function startTheme() {
  let theme = "auto";
  try {
    theme = localStorage.getItem(KEY) ?? theme;
  } catch {
    // Storage is forbidden: it then lasts as long as the page.
  }
  set(theme in NEXT ? theme : "auto");
  byId("theme").addEventListener("click", () => {
    set(NEXT[document.documentElement.dataset.theme]);
    try {
      localStorage.setItem(KEY, document.documentElement.dataset.theme);
    } catch {
      // As above.
    }
  });
}

function set(theme) {
  document.documentElement.dataset.theme = theme;
  const words = `Colours: ${NAMES[theme]}`;
  byId("theme").setAttribute("aria-label", words);
  byId("theme").title = words;
  dispatchEvent(new Event("themechange"));
}
