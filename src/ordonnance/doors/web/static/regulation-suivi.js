// What became of the message, asked again while it may still change: often at first, then less.
"use strict";
(() => {
  const FIRST_MS = 2000, LAST_MS = 20000;
  let pause = FIRST_MS;
  const place = () => document.getElementById("etat");

  async function ask() {
    const from = place()?.dataset.suivi;
    if (!from) return;
    try {
      const answer = await fetch(from);
      if (answer.redirected && !answer.url.endsWith(from)) return location.assign(answer.url);
      const answered = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = answered.getElementById("etat"), result = answered.getElementById("resultat");
      // The same words again would be read aloud again.
      if (next && next.textContent !== place().textContent) {
        place().replaceWith(document.adoptNode(next));
        if (result) document.getElementById("resultat")?.replaceWith(document.adoptNode(result));
        document.dispatchEvent(new Event("suivi:change"));
      } else if (next) place().dataset.suivi = next.dataset.suivi;
    } catch {
      // Nobody answers for now: the next time asks again.
    }
    pause = Math.min(pause * 1.4, LAST_MS);
    setTimeout(ask, pause);
  }
  setTimeout(ask, pause);
})();
