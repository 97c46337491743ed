// What was typed and not recorded when the session ended: covered under the key of its page, which
// the base gives again to the same person, at the same place, on the same ordonnance or draft, and
// to nobody else. It is put back there once, told; an hour or a sign-out (suspens.js) forgets it.
"use strict";
(() => {
  const KEPT = "ordonnance-saisie", MOST_MS = 3_600_000, WAY = "AES-GCM";
  const part = () => document.querySelector("[data-saisie]");
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const text = (some) => btoa(String.fromCharCode(...new Uint8Array(some)));
  const keyOf = (from, use) => crypto.subtle.importKey("raw", bytes(from.dataset.saisie), WAY, false, [use]);
  const ticked = (one) => /^(checkbox|radio)$/.test(one.type);
  const drawn = (one) => (ticked(one) ? one.defaultChecked
    : one.localName === "select" ? ([...one.options].find((each) => each.defaultSelected) || one.options[0])?.value
      : one.defaultValue);
  const value = (one) => (ticked(one) ? one.checked : one.value);

  const isBox = (one) => one.type === "hidden" && one.name.startsWith("bip-");
  const changed = (one) => isBox(one) || (one.type !== "hidden" && one.type !== "file" && value(one) !== drawn(one));
  const fields = (from) => [...from.querySelectorAll("input, select, textarea")];

  async function keep() {
    const from = part();
    if (!from || !crypto.subtle) return;
    const told = fields(from).filter(changed).map((one) => ({ id: one.id, name: one.name, of: one.type === "radio" ? one.value : "", value: value(one) }));
    if (!told.length) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const covered = await crypto.subtle.encrypt({ name: WAY, iv }, await keyOf(from, "encrypt"), new TextEncoder().encode(JSON.stringify(told)));
    sessionStorage.setItem(KEPT, JSON.stringify({ at: Date.now(), iv: text(iv), covered: text(covered) }));
  }

  const meant = (from, each) => (each.id ? document.getElementById(each.id)
    : fields(from).find((one) => one.name === each.name && (!each.of || one.value === each.of)));
  function putBack(from, each) {
    const one = meant(from, each);
    if (!one) return;
    if (ticked(one)) one.checked = each.value;
    else one.value = each.value;
    for (let folded = one.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  }

  async function back() {
    const from = part(), kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
    if (!kept || !from || !crypto.subtle) return;
    if (Date.now() - kept.at > MOST_MS) return sessionStorage.removeItem(KEPT);
    let told;
    try {
      told = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: WAY, iv: bytes(kept.iv) }, await keyOf(from, "decrypt"), bytes(kept.covered))));
    } catch {
      // Of another ordonnance, or of somebody else: it stays covered until theirs opens.
      return;
    }
    sessionStorage.removeItem(KEPT);
    const boxes = told.filter((each) => each.name.startsWith("bip-"));
    told.filter((each) => !boxes.includes(each)).forEach((each) => putBack(from, each));
    document.dispatchEvent(new CustomEvent("saisie:revenue", { detail: boxes }));
    Envoi.say("Votre session s’était fermée. Ce que vous aviez saisi est revenu et n’est pas enregistré : relisez, puis recommencez.");
  }

  document.addEventListener("session:finie", (event) => event.detail.push(keep()));
  document.addEventListener("contenu:apres", back);
  // By then every script of the page is there.
  window.addEventListener("load", back);
})();
