// The counter: a code opens an ordonnance, boxes fill their lines, keys F2 to F4. The content of the
// page may change under it: nothing of the page is kept here.
"use strict";
document.documentElement.classList.add("js");

const sheet = () => document.querySelector("[data-comptoir]");
const asPrescribed = () => document.querySelector("[data-delivrer]");

const beepsOf = (line) => [...line.querySelectorAll(`input[name="bip-${line.dataset.ligne}"]`)];
const wantedIn = (line) => Number((line.dataset.boites || "").replace(",", "."));
const isFull = (line) => wantedIn(line) > 0 && beepsOf(line).length >= wantedIn(line);

// Of the lines that wait for this box, the first that is not full; else the last that can be served.
function lineFor(box) {
  const lines = [...sheet().querySelectorAll(`[data-boite="${box.cip13}"]`)].map((one) => one.closest("[data-ligne]"));
  const served = lines.filter((one) => one.querySelector("input[name=servable]"));
  const among = served.length ? served : lines;
  return among.find((one) => !isFull(one)) || among.at(-1);
}

// Why this box adds nothing, in words; empty when it does.
function unfit(box, line) {
  if (!line) return `La boîte ${box.cip13} n’est pas attendue ici : rien n’a été ajouté.`;
  const since = expired(box.expiry);
  if (since) return `Boîte périmée depuis ${since} : rien n’a été ajouté.`;
  const known = [...sheet().querySelectorAll("input[name^=bip-]")].map((one) => one.value.split("|"));
  if (box.serie && known.some(([cip13, , , serie]) => cip13 === box.cip13 && serie === box.serie)) {
    return `Cette boîte est déjà bipée (numéro de série ${box.serie}) : rien n’a été ajouté.`;
  }
  return "";
}

// The day of an expiry (YYMMDD, day 00 for the whole month) that is past on the day of the page.
const monthOf = (expiry) => `${expiry.slice(2, 4)}/20${expiry.slice(0, 2)}`;
function expired(expiry) {
  if (!/^\d{6}$/.test(expiry)) return "";
  const day = expiry.slice(4), today = sheet().dataset.jour.replaceAll("-", "").slice(2);
  if ((day === "00" ? `${expiry.slice(0, 4)}99` : expiry) >= today) return "";
  return day === "00" ? monthOf(expiry) : `le ${day}/${monthOf(expiry)}`;
}

function beep(box) {
  const unknown = sheet().querySelector("[data-bip-inconnu]"), line = lineFor(box);
  const why = unfit(box, line);
  unknown.hidden = !why;
  unknown.textContent = why;
  if (why) return;
  const sent = document.createElement("input");
  sent.type = "hidden";
  sent.name = `bip-${line.dataset.ligne}`;
  const valeur = line.querySelector(`[data-boite="${box.cip13}"]`).dataset.valeur;
  sent.value = `${valeur}|${box.lot}${box.serie ? `|${box.serie}` : ""}`;
  sent.dataset.suite = box.expiry ? `, péremption ${monthOf(box.expiry)}` : "";
  if (box.doubtful) sent.dataset.suite = `, lot non lu : le lecteur n’envoie pas les séparateurs${sent.dataset.suite}`;
  line.append(sent);
  show(line);
  label();
}

// What a line holds: counted from what will be sent, so also from what came back with a refusal.
function show(line) {
  const sent = beepsOf(line), beeps = sent.length, wanted = wantedIn(line);
  const said = line.querySelector("[data-bips]") || line.querySelector(".servir").appendChild(
    Object.assign(document.createElement("p"), { className: "bips" }));
  said.dataset.bips = "";
  said.hidden = !beeps;
  line.classList.toggle("bipee", beeps > 0 && (!wanted || beeps === wanted));
  if (!beeps) return said.replaceChildren();
  const last = sent.at(-1), [cip13, , lot] = last.value.split("|");
  const offered = line.querySelector(`[data-boite="${cip13}"]`);
  const count = wanted ? `${beeps} sur ${wanted}` : `${beeps}`;
  const extra = wanted && beeps > wanted ? `Trop de boîtes : ${beeps} bipées pour ${wanted} à délivrer. ` : "";
  const away = Object.assign(document.createElement("button"), { type: "button", textContent: "Ôter la dernière boîte" });
  away.addEventListener("click", () => {
    last.remove();
    show(line);
    label();
    scanField()?.focus();
  });
  said.replaceChildren(`${extra}${count} bipée${beeps > 1 ? "s" : ""} : ${offered ? offered.dataset.nom : cip13}${lot ? `, lot ${lot}` : ""}${last.dataset.suite || ""} `, away);
}

// The label of the button says what will happen; the page knows whether every line can be served.
const lines = (count) => count > 1 ? `${count} lignes` : "1 ligne";
function label() {
  const button = asPrescribed();
  if (!button) return;
  button.dataset.tout ||= button.firstChild.textContent.trim();
  const beeped = [...sheet().querySelectorAll("[data-ligne]")].filter((one) => beepsOf(one).length);
  const apart = [...sheet().querySelectorAll("input[type=radio]:checked")].filter((one) => one.value);
  const besides = apart.filter((one) => one.value !== "plus-tard" && !beeped.includes(one.closest("[data-ligne]"))).length;
  let said = button.dataset.tout;
  if (apart.length) said = "Délivrer avec ces changements";
  if (beeped.length) said = `Délivrer ce qui est bipé (${lines(beeped.length)})`;
  if (beeped.length && besides) said += ` et enregistrer ce qui est changé (${lines(besides)})`;
  button.firstChild.textContent = `${said} `;
}

// The field is of the form of the ordonnance for a browser without scripts only.
function ours() {
  for (const one of document.querySelectorAll("[data-scan] [form]")) {
    for (const name of ["form", "formaction", "formnovalidate"]) one.removeAttribute(name);
    if (one.localName === "input") one.required = true;
  }
}

function recounted() {
  for (const line of sheet()?.querySelectorAll("[data-ligne]") || []) if (beepsOf(line).length) show(line);
  folded();
}

// Under another name than those offered: its number is asked; one who is not known here is declared.
function named() {
  const part = sheet()?.querySelector("[data-sous-le-nom] [data-autre]");
  if (!part) return;
  const chosen = part.parentElement.querySelector("select").value;
  part.querySelector("[data-tape]").hidden = chosen !== "autre";
  part.hidden = chosen !== "autre" && !part.dataset.inconnus.split(" ").includes(chosen);
}

function folded() {
  named();
  for (const part of sheet()?.querySelectorAll("[data-suite]") || []) {
    const chosen = part.parentElement.querySelector("input[type=radio]:checked");
    part.toggleAttribute("data-ferme", !chosen || chosen.value !== part.dataset.suite);
  }
  label();
}

// What is scanned while the base is asked waits for its answer.
const waiting = [];
function counted() {
  Envoi.waits(["", "Le code scanné attend la réponse."][waiting.length] ?? `${waiting.length} codes scannés attendent la réponse.`);
}
function freed() {
  while (waiting.length && !Envoi.busy) received(waiting.shift());
  counted();
}
const adrift = (boxes) => (boxes.length > 1 ? `Les boîtes ${boxes.join(", ")} n’ont été ajoutées` : `La boîte ${boxes[0]} n’a été ajoutée`);
let nowhere = [];
function received(text) {
  const box = boxOf(text), field = scanField();
  if (Envoi.busy) {
    waiting.push(text);
    counted();
  } else if (box && sheet()) beep(box);
  else if (box) {
    nowhere.push(box.cip13);
    Envoi.say(`${adrift(nowhere)} nulle part : ouvrez l’ordonnance, puis bipez à nouveau.`, null, true);
  } else {
    field.value = text;
    field.form.requestSubmit();
  }
}

// Enter in the empty field serves; with a box in it, fills a line; with a number, opens it.
const TWICE_MS = 50;
let entered = 0;
document.addEventListener("scan", (event) => received(event.detail));
document.addEventListener("submit", (event) => {
  const field = scanField();
  if (!field || event.target !== field.form) return;
  const text = scanIn(field.value.trim()) || field.value.trim();
  field.value = text;
  if (!Envoi.busy && !(boxOf(text) && sheet())) return;
  event.preventDefault();
  field.value = "";
  if (text) received(text);
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target !== scanField()) return;
  // A scanner that ends with two keys, or a key held down, asks for nothing more.
  const twice = event.repeat || event.timeStamp - entered < TWICE_MS;
  entered = event.timeStamp;
  const empty = !event.target.value.trim();
  if (twice || (empty && asPrescribed())) event.preventDefault();
  if (empty && !twice && !Envoi.busy) asPrescribed()?.click();
});

// F2, F3, F4 act on the line that has the focus, else on the first that can be served.
document.addEventListener("keydown", (event) => {
  if (!/^F[234]$/.test(event.key) || !sheet()) return;
  const lines = [...sheet().querySelectorAll("[data-ligne]")];
  const line = document.activeElement.closest("[data-ligne]")
    || lines.find((one) => one.querySelector("input[name=servable]")) || lines[0];
  const radio = line && line.querySelector(`[data-f=${event.key}]`);
  if (!radio) return;
  event.preventDefault();
  radio.closest("details").open = true;
  radio.checked = true;
  folded();
  radio.closest("label").nextElementSibling.querySelector("input, select").focus();
});
document.addEventListener("change", folded);

// To the field that a sentence names, wherever it is folded.
function towards(link) {
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  for (let part = field; part; part = part.parentElement) if (part.localName === "details") part.open = true;
  const way = field.closest("[data-suite]");
  if (way) way.parentElement.querySelector(`input[value="${way.dataset.suite}"]`).checked = true;
  if (link.dataset.choix) field.value = link.dataset.choix;
  folded();
  field.focus();
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-vers]");
  if (!link) return;
  event.preventDefault();
  towards(link);
});
const led = () => document.querySelector("#refus a[data-vers]");

// What is sent leaves the field, for the next scan. When the content changes, what was being typed
// goes on in the new field; else a scan replaces what stands there.
let begun = "", gone = "";
document.addEventListener("envoi:parti", () => {
  nowhere = [];
  gone = scanField()?.value || "";
  if (scanField()) scanField().value = "";
});
// What waited was meant for a page that never came, and goes into no other.
document.addEventListener("envoi:sans-page", (event) => {
  const dropped = waiting.splice(0).map((text) => boxOf(text)?.cip13 || text);
  counted();
  if (dropped.length) event.detail.push(`Ce qui a été bipé entre-temps n’est pas gardé, à biper à nouveau : ${dropped.join(", ")}.`);
  const field = scanField();
  if (field && !field.value) field.value = gone;
});
document.addEventListener("contenu:avant", () => { begun = scanField()?.value || ""; });
document.addEventListener("contenu:apres", () => {
  const field = scanField();
  ours();
  recounted();
  if (!field) return;
  if (begun) {
    field.value = begun;
    if (log) log.target = field;
  } else if (led()) towards(led());
  else field.select();
  freed();
});
// The page stayed as it is: what was scanned meanwhile was meant for it.
document.addEventListener("envoi:fini", freed);
// What was scanned before the session ended fills its lines again.
document.addEventListener("saisie:revenue", (event) => {
  for (const { name, value } of event.detail) {
    const line = sheet()?.querySelector(`[data-ligne="${CSS.escape(name.replace("bip-", ""))}"]`);
    if (line) line.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  recounted();
});
ours();
recounted();
if (led()) towards(led());
else if (scanField()?.autofocus) scanField().select();
