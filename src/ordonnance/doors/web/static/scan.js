// A scanner that plays a keyboard: what it types is understood wherever the focus is, with or
// without a key at its end, and when it believes the keyboard to be American. Each scan is told by
// an event « scan » on the document, whose detail is the text.
"use strict";
const SEPARATOR = "\u001d";
const NEXT_KEY_MS = 1000, FAST_MS = 50, SILENCE_MS = 250, FEWEST = 16;

// The same keys on a French keyboard and on an American one.
const FRENCH = "²&é\"'(-è_çà)=azertyuiop$qsdfghjklmù*<wxcvbn,;:!1234567890°+AZERTYUIOP£QSDFGHJKLM%µ>WXCVBN?./§";
const AMERICAN = "`1234567890-=qwertyuiop]asdfghjkl;'\\<zxcvbnm,./!@#$%^&*()_+QWERTYUIOP}ASDFGHJKL:\"|>ZXCVBNM<>?";
const american = (text) => [...text].map((one) => AMERICAN[FRENCH.indexOf(one)] || one).join("");

const BOX = /(?:\]d2)?[\u001d\u00e8]*01\d{14}\S*$/;
const CODE = /(?:https?:\/\/\S+\/o#)?U[0-9A-Z]{17}(?:\.\S*)?$/i;

// A DataMatrix of a box (GS1): product, expiry, lot, serial. Others have no fixed length.
const FIXED = { "01": 14, "17": 6, "11": 6, "15": 6 };
function boxOf(typed) {
  for (const text of [typed, american(typed)]) {
    const found = fieldsOf(text.replace(/\{GS\}|\^\]|~029|\u241d|\|/g, SEPARATOR));
    if (found) return found;
  }
  return null;
}
function fieldsOf(text) {
  let rest = text.replace(/^\]d2/i, "").replace(/^[\u001d\u00e8]+/, "");
  if (!/^01\d{14}/.test(rest)) return null;
  const found = {}, separated = rest.includes(SEPARATOR);
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
  const lot = found["10"] || "";
  // Without separators nobody knows where a lot ends once a serial number may follow it.
  const doubtful = lot.length > 20 || (!separated && /.21./.test(lot));
  return { cip13: found["01"].slice(1), lot: doubtful ? "" : lot, serie: found["21"] || "", expiry: found["17"] || "", doubtful };
}

// The scan at the end of what was typed, as it was typed; null when there is none.
function scanIn(typed) {
  for (const text of [typed, american(typed)]) {
    const found = text.match(BOX) || text.match(CODE);
    if (found) return typed.slice(found.index);
  }
  return null;
}

const scanField = () => document.querySelector("[data-scan] input[name=numero]");
const told = (text) => document.dispatchEvent(new CustomEvent("scan", { detail: text }));
const isTyped = (element) => element.matches("textarea, input:not([type=radio], [type=checkbox], [type=file])");

// What was typed lately, where, and what stood there before.
let log = null, silence = 0, deaf = 0;
function noted(target, sign, at) {
  if (!log || log.target !== target || at - log.at > NEXT_KEY_MS) {
    log = { target, text: "", began: at, before: target.value };
  }
  log.text += sign;
  log.at = at;
  clearTimeout(silence);
  silence = setTimeout(ended, entire(scanIn(log.text)) ? SILENCE_MS : NEXT_KEY_MS);
}
// A computer that stops for a moment cuts no scan in two: what may go on is waited for longer.
function entire(scan) {
  const box = scan && boxOf(scan);
  return box ? box.serie && box.expiry && box.lot : scan;
}
const fast = () => log.text.length >= FEWEST && log.at - log.began <= FAST_MS * log.text.length;

// Take out of a field what was not meant for it. True when that was a scan.
function taken() {
  const scan = log && scanIn(log.text);
  if (!scan) return false;
  const { target, before } = log;
  log = null;
  if (target === scanField()) target.value = "";
  else if (isTyped(target) && target.value.endsWith(scan)) target.value = target.value.slice(0, -scan.length);
  else if (before !== undefined) target.value = before;
  target.dispatchEvent(new Event("change", { bubbles: true }));
  told(scan);
  return true;
}

// No key ended the scan: silence does. The key that comes too late is not the pharmacist’s.
function ended() {
  if (log && fast() && taken()) deaf = performance.now() + NEXT_KEY_MS;
}

document.addEventListener("keydown", (event) => {
  const field = scanField(), { target } = event;
  if (!field || event.isComposing || event.metaKey) return;
  // A scanner may send the separator of a DataMatrix as a control key.
  const separator = event.ctrlKey && !event.altKey && (event.key === "]" || event.code === "BracketRight");
  const sign = separator ? SEPARATOR : event.key.length === 1 ? event.key : "";
  if (!separator && event.ctrlKey !== event.altKey) return;
  if (event.key === "Enter" && deaf > performance.now()) {
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === "Enter" || event.key === "Tab") {
    clearTimeout(silence);
    const other = target !== field || event.key === "Tab";
    if (log && log.target === target && other && taken()) {
      event.preventDefault();
      event.stopPropagation();
    }
    log = null;
  } else if (sign && !(sign === " " && !isTyped(target))) {
    // Its first key moves the focus into the field; a list keeps the letters that choose in it.
    const begins = target.localName === "select" ? /[\d\]\u001dàè]/.test(sign) : !isTyped(target);
    if (begins) field.focus();
    const typed = begins ? field : target;
    if (separator) {
      event.preventDefault();
      if (isTyped(typed)) typed.value += SEPARATOR;
    }
    noted(typed, sign, event.timeStamp);
  } else if (/^(Backspace|Delete|Arrow|Home|End|Escape)/.test(event.key)) log = null;
}, true);
