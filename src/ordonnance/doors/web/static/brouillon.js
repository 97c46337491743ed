// A draft while the base is asked: nothing goes twice, what is typed meanwhile stays or goes next.
"use strict";
(() => {
  // What makes a line: the sentence, and the medicine or the lines that were chosen for it.
  const SAID = ["phrase", "cis", "dci", "modele"];
  const next = [];
  let kept = [], asked = null, early = false;
  const ofDraft = (form) => form?.getAttribute?.("hx-target") === "#travail";
  const sentence = () => document.getElementById("phrase");

  function over() {
    asked = null;
    early = false;
  }
  function counted() {
    Envoi.waits(["", "La ligne tapée partira ensuite."][next.length] ?? `${next.length} lignes tapées partiront ensuite.`);
  }

  // A form whose answer is awaited would queue behind it with the version of a page that is gone.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!Envoi.busy || !ofDraft(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (sentence()?.form !== form) return;
    const said = SAID.map((name) => form.elements[name]?.value || "");
    if (!said.some((one) => one.trim())) return;
    next.push(said);
    SAID.forEach((name) => { if (form.elements[name]) form.elements[name].value = ""; });
    counted();
  }, true);

  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement: form, sourceEvent } = event.detail.ctx;
    if (!ofDraft(form)) return;
    asked = event.detail.ctx;
    Envoi.begin(sourceEvent?.submitter || form.querySelector("button"));
    // What is typed from here on is another line.
    if (sentence()?.form === form) sentence().select();
    form.dataset.parti = sentence()?.form === form ? sentence().value : "";
  });

  const value = (one) => (/^(checkbox|radio)$/.test(one.type) ? one.checked : one.value);
  const drawn = (one) => (/^(checkbox|radio)$/.test(one.type) ? one.defaultChecked
    : one.localName === "select" ? ([...one.options].find((each) => each.defaultSelected) || one.options[0])?.value
      : one.defaultValue);

  // What was changed and not sent. A refused correction is drawn as it was typed: it counts too.
  const unsaved = (form) => [...document.querySelectorAll("#travail :is(input, select, textarea)[id]")].filter((one) => (
    one.form !== form && one.type !== "hidden"
      && (one === sentence() ? one.value.trim() : value(one) !== drawn(one) || one.matches("#lignes [aria-invalid=true]"))));

  const wordsOf = (part) => [...part?.childNodes || []].filter((each) => each.nodeType === Node.TEXT_NODE)
    .map((each) => each.data.trim()).join(" ").trim();
  const named = (one) => (one === sentence() ? `« ${one.value.trim()} »`
    : wordsOf(one.type === "radio" ? one.closest("fieldset")?.querySelector("legend") : one.labels[0]) || one.name);

  // What is issued or handed over is the draft as kept: nothing typed may be left behind. Asked while a
  // line is on its way, it waits for a person who has read that line.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#emettre, #confier")) return;
    if (Envoi.busy) {
      early = Boolean(asked);
      return;
    }
    const left = unsaved(event.target);
    if (!left.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (let folded = left[0].closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    left[0].focus();
    Envoi.say(`Pas encore enregistré : ${[...new Set(left.map(named))].join(", ")}.`, null, true);
  }, true);

  // The session is over: the sign-in page waits until what was typed is kept.
  document.addEventListener("htmx:before:response", (event) => {
    const to = event.detail.ctx.response.headers.get("HX-Redirect");
    if (!to) return;
    event.preventDefault();
    Envoi.kept(to).then((address) => location.assign(address));
  });

  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail, form = ctx.sourceElement;
    if (!ofDraft(form)) return;
    // A page of somebody between us and the base: ours stays, with what is typed in it.
    const answered = new DOMParser().parseFromString(ctx.text || "", "text/html");
    if (!answered.querySelector("#travail, #contenu")) {
      event.preventDefault();
      over();
      return Envoi.unanswered(form, () => form.requestSubmit());
    }
    kept = [];
    for (const one of document.querySelectorAll("#travail :is(input, select, textarea)[id]")) {
      const sent = one.form === form && (one !== sentence() || one.value === form.dataset.parti);
      if (sent || one.type === "hidden" || value(one) === drawn(one)) continue;
      kept.push({ id: one.id, drawn: one === sentence() ? "" : drawn(one), value: value(one), here: one === document.activeElement });
    }
  });

  function putBack(each) {
    const one = document.getElementById(each.id);
    if (!one || drawn(one) !== each.drawn) return each.id === "phrase";
    if (typeof each.value === "boolean") one.checked = each.value;
    else one.value = each.value;
    const folded = one.closest("details");
    if (folded) folded.open = true;
    if (each.here) one.focus();
    return false;
  }

  document.addEventListener("htmx:error", (event) => {
    const form = event.detail.ctx?.sourceElement;
    if (!ofDraft(form)) return;
    over();
    Envoi.unanswered(form, () => form.requestSubmit());
  });

  // By then the form may be out of the page: its request is what is recognised.
  document.addEventListener("htmx:finally:request", (event) => {
    if (event.detail.ctx !== asked) return;
    const tooEarly = early;
    over();
    Envoi.end();
    const left = kept.filter(putBack).map((each) => each.value);
    kept = [];
    const field = sentence();
    if (field && next.length && !field.defaultValue) {
      early = tooEarly;
      return setTimeout(follow);
    }
    const unsent = [...left, ...next.map(([words]) => words)];
    if (unsent.length) Envoi.say(`Pas encore parti : ${unsent.map((each) => `« ${each} »`).join(", ")}.`, null, true);
    else if (tooEarly) Envoi.say("Rien n’est encore émis ni confié : la page vient de changer. Relisez-la, puis recommencez.", null, true);
  });

  // The next line goes, what is being typed stays in the field.
  function follow() {
    const field = sentence(), typing = field.value, said = next.shift();
    counted();
    SAID.forEach((name, rank) => { if (field.form.elements[name]) field.form.elements[name].value = said[rank]; });
    field.form.requestSubmit();
    if (typing) field.value = typing;
  }
})();
