// The counter: a scan is understood wherever the focus is, boxes fill their lines, keys F2 to F4.
"use strict";
document.documentElement.classList.add("js");

const field = document.querySelector("[data-scan] input[name=numero]");
const sheet = document.querySelector("[data-comptoir]");
const SEPARATOR = "\u001d";

// A DataMatrix of a box (GS1): product, expiry, lot, serial. Others have no fixed length.
const FIXED = { "01": 14, "17": 6, "11": 6, "15": 6 };
function boxOf(text) {
  let rest = text.replace(/^\]d2/, "").replace(/^[\u001d\u00e8]+/, "");
  if (!/^01\d{14}/.test(rest)) return null;
  const found = {};
  while (rest) {
    const identifier = rest.slice(0, /^71/.test(rest) ? 3 : 2);
    rest = rest.slice(identifier.length);
    let end = FIXED[identifier];
    if (!end) {
      if (!/^(10|21|71\d)$/.test(identifier)) break;
      end = rest.indexOf(SEPARATOR);
      if (end < 0) end = rest.length;
    }
    found[identifier] = rest.slice(0, end);
    rest = rest.slice(end).replace(/^\u001d/, "");
  }
  return { cip13: found["01"].slice(1), lot: found["10"] || "", expiry: found["17"] || "" };
}

function beep(box) {
  const unknown = sheet.querySelector("[data-bip-inconnu]");
  const offered = sheet.querySelector(`[data-boite="${box.cip13}"]`);
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
  told();
}

function show(line, offered, box) {
  const beeps = line.querySelectorAll(`input[name="bip-${line.dataset.ligne}"]`).length;
  const wanted = Number((line.dataset.boites || "").replace(",", "."));
  const said = line.querySelector("[data-bips]") || line.querySelector(".servir").appendChild(
    Object.assign(document.createElement("p"), { className: "bips" }));
  const expiry = box.expiry ? `, péremption ${box.expiry.slice(2, 4)}/20${box.expiry.slice(0, 2)}` : "";
  const count = wanted ? `${beeps} sur ${wanted}` : `${beeps}`;
  said.textContent = `${count} bipée${beeps > 1 ? "s" : ""} : ${offered.dataset.nom}`
    + (box.lot ? `, lot ${box.lot}` : "") + expiry;
  said.hidden = false;
  line.classList.toggle("bipee", !wanted || beeps >= wanted);
}

// The label of the button says what will happen; the page knows whether every line can be served.
const asPrescribed = sheet && sheet.querySelector("[data-delivrer]");
const whole = asPrescribed ? asPrescribed.firstChild.textContent.trim() : "";
function told() {
  if (!asPrescribed) return;
  const lines = new Set([...sheet.querySelectorAll("input[name^=bip-]")].map((one) => one.name)).size;
  const apart = [...sheet.querySelectorAll("input[type=radio]:checked")].filter((one) => one.value).length;
  let said = whole;
  if (apart) said = "Délivrer avec ces changements";
  if (lines) said = lines > 1 ? `Délivrer ce qui est bipé (${lines} lignes)` : "Délivrer ce qui est bipé (1 ligne)";
  asPrescribed.firstChild.textContent = `${said} `;
}

function understood(text) {
  const box = sheet && boxOf(text);
  if (!box) return false;
  beep(box);
  field.value = "";
  return true;
}

// Enter in the empty field serves; with a box in it, fills a line; with a number, opens it.
if (field) {
  field.form.addEventListener("submit", (event) => {
    if (understood(field.value.trim())) event.preventDefault();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !field.value.trim() && asPrescribed) {
      event.preventDefault();
      asPrescribed.click();
    }
  });
  // A scanner may send the separator of a DataMatrix as a control key.
  field.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "]") {
      event.preventDefault();
      field.value += SEPARATOR;
    }
  });
}

// What is scanned while the focus is elsewhere goes into the field: its first key moves the focus.
document.addEventListener("keydown", (event) => {
  if (!field || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const separator = event.ctrlKey && event.key === "]";
  if (event.altKey || event.metaKey || (event.ctrlKey && !separator)) return;
  if (separator || (event.key.length === 1 && event.key !== " ")) field.focus();
});

if (sheet) {
  const lines = [...sheet.querySelectorAll("[data-ligne]")];
  const closed = () => {
    for (const part of sheet.querySelectorAll("[data-suite]")) {
      const chosen = part.parentElement.querySelector("input[type=radio]:checked");
      part.toggleAttribute("data-ferme", !chosen || chosen.value !== part.dataset.suite);
    }
    told();
  };
  sheet.addEventListener("change", closed);
  closed();
  // F2, F3, F4 act on the line that has the focus, else on the first that can be served.
  document.addEventListener("keydown", (event) => {
    if (!/^F[234]$/.test(event.key)) return;
    const line = document.activeElement.closest("[data-ligne]")
      || lines.find((one) => one.querySelector("input[name=servable]")) || lines[0];
    const radio = line && line.querySelector(`[data-f=${event.key}]`);
    if (!radio) return;
    event.preventDefault();
    radio.closest("details").open = true;
    radio.checked = true;
    closed();
    const next = radio.closest("label").nextElementSibling.querySelector("input, select");
    next.focus();
  });
  // A second click sends nothing: the key of the first one would answer the same anyway.
  let sending = false;
  sheet.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
  });
  window.addEventListener("pageshow", () => { sending = false; });
}

window.addEventListener("offline", () => {
  const said = document.querySelector("[data-bip-inconnu]");
  if (!said) return;
  said.hidden = false;
  said.textContent = "Le réseau ne répond plus : rien ne part. Ce qui est affiché reste lisible.";
});
