// The page of a call: what is typed is kept as it is typed, and what it changes is shown at once.
// Without this script, each button keeps everything and shows the page again.
"use strict";
const Appel = (() => {
  const PAUSE_MS = 350;
  const form = () => document.getElementById("appel");
  let clock = 0, changes = 0;

  const within = (part) => part.contains(document.activeElement) && document.activeElement !== document.body;
  // Somebody types there: what stands in the field and where the caret is are theirs.
  const typing = () => /^(text|search|email|)$/.test(document.activeElement.getAttribute("type") ?? "")
    && document.activeElement.localName === "input";

  // Parts of the answer take the place of ours; one in which somebody types stays as it is.
  function put(answered) {
    for (const part of document.querySelectorAll("[data-part]")) {
      const next = answered.getElementById(part.id);
      if (!next) continue;
      if (!within(part)) part.replaceWith(document.adoptNode(next));
      else if (!typing()) putKeeping(part, next);
    }
  }

  // A box or a button may hold the focus while what stands around it changes.
  function putKeeping(part, next) {
    const held = document.activeElement, same = { id: held.id, name: held.name, value: held.value };
    part.replaceWith(document.adoptNode(next));
    const there = [...next.querySelectorAll("input, button, select, a")].find((one) => (
      same.id ? one.id === same.id : one.name === same.name && one.value === same.value));
    (there || (next.matches("[tabindex]") ? next : document.getElementById("bilan"))).focus({ preventScroll: true });
  }

  const ofThisCall = (address) => new URL(address, location.href).pathname === form().getAttribute("action");

  // One question at a time; what is asked meanwhile goes next, a card first, then the places.
  const RANKS = ["", "voir", "voir-lieux"];
  const rank = (what) => (RANKS.includes(what) ? RANKS.indexOf(what) : RANKS.length);
  let running = null, next = "";
  function keep(what) {
    clearTimeout(clock);
    clock = 0;
    if (!form() || Envoi.busy) return Promise.resolve();
    if (rank(what) > rank(next)) next = what;
    running ||= drained().finally(() => { running = null; });
    return running;
  }
  async function drained() {
    while (next) {
      const what = next, drawn = changes;
      next = "";
      const answered = await asked(what);
      if (!answered) return;
      // Something was typed meanwhile: the next answer is the one to show.
      if (changes === drawn) shown(what, answered);
      else if (rank(what) > rank(next)) next = what;
      if (next) await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }

  async function asked(what) {
    const sent = form(), body = new URLSearchParams(new FormData(sent));
    body.set("faire", what);
    try {
      const answer = await fetch(sent.getAttribute("action"), { method: "POST", body, headers: { "HX-Request": "true" } });
      const to = answer.headers.get("HX-Redirect");
      if (to || (answer.redirected && !ofThisCall(answer.url))) {
        location.assign(to || answer.url);
        return null;
      }
      const answered = new DOMParser().parseFromString(await answer.text(), "text/html");
      const version = answered.getElementById("version");
      if (!version || !form()) return null;
      if (answer.ok) document.getElementById("version").value = version.value;
      else Envoi.say("Un collègue, ou une autre page, a changé cet appel : « Enregistrer et relire » montre ce qui est enregistré.", null, true);
      return answered;
    } catch {
      Envoi.say("La base ne répond pas : ce qui est tapé reste dans cette page, et repartira.", null, true);
      return null;
    }
  }

  function shown(what, answered) {
    put(answered);
    if (what.startsWith("carte-")) document.getElementById("phrase").value = answered.getElementById("phrase").value;
    const places = answered.getElementById("lieux"), here = document.getElementById("lieux");
    if (what !== "voir-lieux" || !places || !here) return;
    const held = within(here) ? document.activeElement.value : null;
    here.replaceWith(document.adoptNode(places));
    if (held === null) return;
    const same = [...places.querySelectorAll("[name=lieu]")].find((one) => one.value === held);
    (same || document.getElementById("cherche"))?.focus();
  }

  const wanted = (field) => (["cherche", "ou", "lieu"].includes(field.name) ? "voir-lieux" : "voir");
  function changed(event) {
    if (event.target.form !== form()) return;
    changes += 1;
    // One box says « none of these »: it cannot stand beside one of them.
    const { name, checked } = event.target;
    if (checked && /^(points|signes)(-aucun)?$/.test(name)) {
      const other = name.endsWith("-aucun") ? name.replace("-aucun", "") : `${name}-aucun`;
      for (const each of form().querySelectorAll(`[name="${other}"]`)) each.checked = false;
    }
    const what = wanted(event.target);
    clearTimeout(clock);
    clock = setTimeout(() => keep(what), PAUSE_MS);
  }
  document.addEventListener("input", changed);
  document.addEventListener("change", (event) => { if (event.target.localName === "select") changed(event); });

  return { form, keep, settled: async () => { if (clock || running) await keep("voir"); } };
})();
