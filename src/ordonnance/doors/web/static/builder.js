// A line built step by step: the French of the sheet follows the fields, which the server reads.
const PAUSE = 200;
let waiting = 0;
let asked = null;
let unsent = false;
const form = document.getElementById("pas");

// Only the fields of the rhythm chosen are shown; without this script all of them are.
function shown() {
  for (const chosen of form.querySelectorAll("[data-rythme]")) {
    const stage = chosen.dataset.rythme;
    for (const part of form.querySelectorAll("[data-pour]")) {
      const [own, ...rhythms] = part.dataset.pour.split(" ");
      if (own === stage) part.hidden = !rhythms.includes(chosen.value);
    }
  }
}

async function draw() {
  if (asked) asked.abort();
  const mine = new AbortController();
  asked = mine;
  const sent = new URLSearchParams(new FormData(form));
  sent.set("faire", "voir");
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector("#texte [role=status]");
    if (asked !== mine || !told) return;
    unsent = false;
    form.querySelector("#texte [role=status]").replaceChildren(...told.childNodes);
  } catch (error) {
    // The base does not answer: the button « Voir la phrase » says so.
    if (error.name !== "AbortError") asked = null;
  }
}

form.addEventListener("input", () => {
  shown();
  unsent = true;
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
});
shown();

// Left before the pause was over: what was typed goes all the same, and is kept with the draft.
form.addEventListener("submit", () => {
  unsent = false;
  clearTimeout(waiting);
  if (asked) asked.abort();
});
addEventListener("pagehide", () => {
  if (!unsent) return;
  const left = new URLSearchParams(new FormData(form));
  left.set("faire", "voir");
  navigator.sendBeacon(form.action, left);
});
