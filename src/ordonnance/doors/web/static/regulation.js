// The page of a call: what is typed is kept as it is typed, and what it changes is shown at once.
// Without this script, each button keeps everything and shows the page again.
"use strict";
(() => {
  const PAUSE_MS = 350;
  const form = () => document.getElementById("appel");
  let clock = 0, going = false, again = "", changes = 0;

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

  async function keep(what) {
    clearTimeout(clock);
    const sent = form();
    if (!sent || Envoi.busy) return;
    if (going) { again = again === "voir-lieux" ? again : what; return; }
    going = true;
    const drawn = changes, body = new URLSearchParams(new FormData(sent));
    body.set("faire", what);
    try {
      const answer = await fetch(sent.getAttribute("action"), { method: "POST", body, headers: { "HX-Request": "true" } });
      const to = answer.headers.get("HX-Redirect");
      if (to || answer.redirected) return location.assign(to || answer.url);
      const answered = new DOMParser().parseFromString(await answer.text(), "text/html");
      const version = answered.getElementById("version");
      if (!version || !form()) return;
      if (answer.ok) document.getElementById("version").value = version.value;
      // Something was typed meanwhile: the next answer is the one to show.
      if (changes !== drawn) { again = again || what; return; }
      put(answered);
      const places = answered.getElementById("lieux"), shown = document.getElementById("lieux");
      if (what === "voir-lieux" && places && shown) {
        if (within(shown)) document.getElementById("cherche")?.focus();
        shown.replaceWith(document.adoptNode(places));
      }
      if (!answer.ok) Envoi.say("Un collègue, ou une autre page, a changé cet appel : « Enregistrer et relire » montre ce qui est enregistré.", null, true);
    } catch {
      Envoi.say("La base ne répond pas : ce qui est tapé reste dans cette page, et repartira.", null, true);
    } finally {
      going = false;
      if (again) {
        const next = again;
        again = "";
        clock = setTimeout(() => keep(next), PAUSE_MS);
      }
    }
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

  // A digit alone in the field of the medicine is a card; Ctrl+Enter sends.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !form()) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const button = document.getElementById("envoyer");
      if (button && !button.disabled) form().requestSubmit(button);
      else document.getElementById("bilan").focus();
    } else if (event.target.id === "phrase" || event.target.id === "cherche") {
      event.preventDefault();
      clearTimeout(clock);
      if (event.target.id === "cherche") keep("voir-lieux");
      else take(event.target);
    }
  });

  async function take(field) {
    const card = /^\s*\d\s*$/.test(field.value) && document.querySelector(`.fiches button[value="carte-${field.value.trim()}"]`);
    if (card) return form().requestSubmit(card);
    field.blur();
    await keep("voir");
    field.focus();
  }
})();
