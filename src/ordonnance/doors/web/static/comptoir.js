// The counter: a code opens an ordonnance, boxes fill their lines, keys F2 to F4. The content of the
// page may change under it: nothing of the page is kept here.
"use strict";
document.documentElement.classList.add("js");

const sheet = () => document.querySelector("[data-comptoir]");
const asPrescribed = () => document.querySelector("[data-delivrer]");

function beep(box) {
  const unknown = sheet().querySelector("[data-bip-inconnu]");
  const offered = sheet().querySelector(`[data-boite="${box.cip13}"]`);
  unknown.hidden = Boolean(offered);
  if (!offered) {
    unknown.textContent = `La boîte ${box.cip13} n’est pas attendue ici : rien n’a été ajouté.`;
    return;
  }
  const line = offered.closest("[data-ligne]");
  const sent = document.createElement("input");
  sent.type = "hidden";
  sent.name = `bip-${line.dataset.ligne}`;
  sent.value = `${offered.dataset.valeur}|${box.lot}`;
  line.append(sent);
  show(line, offered, box);
  label();
}

function show(line, offered, box) {
  const beeps = line.querySelectorAll(`input[name="bip-${line.dataset.ligne}"]`).length;
  const wanted = Number((line.dataset.boites || "").replace(",", "."));
  const said = line.querySelector("[data-bips]") || line.querySelector(".servir").appendChild(
    Object.assign(document.createElement("p"), { className: "bips" }));
  const expiry = box.expiry ? `, péremption ${box.expiry.slice(2, 4)}/20${box.expiry.slice(0, 2)}` : "";
  const lot = box.lot ? `, lot ${box.lot}` : box.doubtful ? ", lot non lu : le lecteur n’envoie pas les séparateurs" : "";
  const count = wanted ? `${beeps} sur ${wanted}` : `${beeps}`;
  said.textContent = `${count} bipée${beeps > 1 ? "s" : ""} : ${offered.dataset.nom}${lot}${expiry}`;
  said.hidden = false;
  line.classList.toggle("bipee", !wanted || beeps >= wanted);
}

// The label of the button says what will happen; the page knows whether every line can be served.
function label() {
  const button = asPrescribed();
  if (!button) return;
  button.dataset.tout ||= button.firstChild.textContent.trim();
  const lines = new Set([...sheet().querySelectorAll("input[name^=bip-]")].map((one) => one.name)).size;
  const apart = [...sheet().querySelectorAll("input[type=radio]:checked")].filter((one) => one.value).length;
  let said = button.dataset.tout;
  if (apart) said = "Délivrer avec ces changements";
  if (lines) said = lines > 1 ? `Délivrer ce qui est bipé (${lines} lignes)` : "Délivrer ce qui est bipé (1 ligne)";
  button.firstChild.textContent = `${said} `;
}

function folded() {
  for (const part of sheet()?.querySelectorAll("[data-suite]") || []) {
    const chosen = part.parentElement.querySelector("input[type=radio]:checked");
    part.toggleAttribute("data-ferme", !chosen || chosen.value !== part.dataset.suite);
  }
  label();
}

// What is scanned while the base is asked waits for its answer.
const waiting = [];
function received(text) {
  const box = boxOf(text), field = scanField();
  if (Envoi.busy) {
    waiting.push(text);
    Envoi.say(waiting.length > 1 ? `${waiting.length} codes scannés attendent la réponse.` : "Le code scanné attend la réponse.");
  } else if (box && sheet()) beep(box);
  else if (box) Envoi.say(`La boîte ${box.cip13} n’a été ajoutée nulle part : ouvrez l’ordonnance, puis bipez à nouveau.`, null, true);
  else {
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

// What is sent leaves the field, for the next scan. When the content changes, what was being typed
// goes on in the new field; else a scan replaces what stands there.
let begun = "";
document.addEventListener("envoi:parti", () => { if (scanField()) scanField().value = ""; });
document.addEventListener("contenu:avant", () => { begun = scanField()?.value || ""; });
document.addEventListener("contenu:apres", () => {
  const field = scanField();
  folded();
  if (!field) return;
  if (begun) {
    field.value = begun;
    if (log) log.target = field;
  } else field.select();
  while (waiting.length && !Envoi.busy) received(waiting.shift());
});
window.addEventListener("offline", () => Envoi.say("Le réseau ne répond plus : rien ne part. Ce qui est affiché reste lisible."));
folded();
scanField()?.select();
