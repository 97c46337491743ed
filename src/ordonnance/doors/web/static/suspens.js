// Acts that nobody confirmed: the answer was lost, so what was asked is done or not. Each stays
// said at the top of every page of this tab until its answer comes (asked again with the same key)
// or somebody says that they checked. What outlives the page holds an hour and an address of this
// session: nothing of the patient, nothing of what was sent.
"use strict";
const Suspens = (() => {
  const KEPT = "ordonnance-suspens";
  const place = document.getElementById("suspens");
  const living = new Map();

  // A browser that keeps nothing for its pages still says it on this one.
  let only = [];
  function all() {
    try { return JSON.parse(sessionStorage.getItem(KEPT)) || []; } catch { return only; }
  }
  function keep(each) {
    only = each;
    try { sessionStorage.setItem(KEPT, JSON.stringify(each)); } catch { only = each; }
    draw();
  }

  // Who signs out leaves nothing of what they typed; what nobody confirmed stays said.
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== "/deconnexion") return;
    try { sessionStorage.removeItem("ordonnance-saisie"); } catch { return; }
  });

  // The acts of the base (actes.js), path by path: « {handle} » is one part of an address.
  const ACTS = ACTES.map((act) => (
    { ...act, path: new RegExp(`^${act.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`) }));
  function actOf(action, body) {
    for (const act of ACTS) {
      const found = act.path.exec(action);
      if (!found || (act.pressed && act.pressed !== body.get("faire"))) continue;
      const { named, besides } = act;
      return { named, besides, shown: act.shown_at.replace(/\{(\w+)\}/g, (_, name) => found.groups[name]) };
    }
    return null;
  }
  const keyOf = (action, body) => `${action} ${body.get("cle") || body.get("envoi") || ""}`;
  const button = (text, done) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.addEventListener("click", done);
    return made;
  };

  // The page that tells it itself, with its own button, is not told above as well.
  function toldHere(key) {
    const form = document.querySelector("#contenu form[data-non-confirme]");
    return form && keyOf(form.getAttribute("action"), new FormData(form)) === key;
  }

  function drawn({ key, named, besides, shown, at }) {
    const again = living.get(key);
    const block = document.createElement("div"), text = document.createElement("p");
    const patient = again?.who ? ` pour ${again.who}` : "";
    block.className = "suspens";
    const title = Object.assign(document.createElement("strong"), { textContent: `${named} de ${at}${patient} : non confirmée.` });
    const why = again ? "La base ne répond pas ; ce que vous avez saisi reste dans cette page." : "La base n’a pas répondu.";
    text.append(title, ` ${why} ${besides}`);
    const checked = button("J’ai vérifié : retirer cet avis", () => forget(key));
    checked.className = "lien";
    if (again) block.append(text, button("Recommencer", again.run), checked);
    else block.append(text, Object.assign(document.createElement("a"), { className: "bouton", href: shown, textContent: "Voir ce que garde la base" }), checked);
    return block;
  }

  function draw() {
    const shown = all().filter(({ key }) => !toldHere(key));
    place.replaceChildren(...shown.map(drawn));
    place.hidden = !shown.length;
  }

  // True for an act whose answer matters: it is said here until it is known.
  function lost(action, body, run = null) {
    const act = actOf(action, body);
    if (!act) return false;
    const key = keyOf(action, body);
    const who = document.querySelector("#contenu .patient h1")?.textContent || "";
    if (run) living.set(key, { run, who: living.get(key)?.who || who });
    const at = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    const others = all();
    keep(others.some((each) => each.key === key) ? others : [...others, { key, at, ...act }]);
    return true;
  }

  function forget(key) {
    living.delete(key);
    keep(all().filter((each) => each.key !== key));
  }
  // Where the base shows what it keeps of what was asked.
  const shownAt = (action, body) => actOf(action, body)?.shown || action.replace(/\/[^/]+$/, "");
  const known = (action, body) => forget(keyOf(action, body));

  // A page that was opened by the browser itself may be the one that tells it.
  const here = document.querySelector("#contenu form[data-non-confirme]");
  if (here) lost(here.getAttribute("action"), new FormData(here));
  document.addEventListener("contenu:apres", draw);
  draw();
  return { lost, known, shownAt, focus: () => place.querySelector(":scope > :last-child > button")?.focus() };
})();
