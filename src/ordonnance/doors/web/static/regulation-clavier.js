// The keys of a call. Enter answers, and leads on: to the next field that the call needs, then to
// what is still missing, then to the button that sends. Tab visits every field. Arrows walk the boxes
// of a list; a digit alone in the field of the medicine takes its card; Ctrl+Enter sends.
"use strict";
(() => {
  const CONTROLS = "input:not([type=hidden], [tabindex='-1'], :disabled), select:not(:disabled)";
  const shown = (one) => one.checkVisibility();
  const held = () => document.activeElement;

  // Radios of one name, or the boxes of one list, are answered together.
  const groupOf = (one) => one.closest(".cases") || (one.type === "radio" ? one.name : one);
  function answered(one) {
    const list = one.closest(".cases");
    if (list) return Boolean(list.querySelector(":checked"));
    if (one.type === "radio") return Boolean(document.querySelector(`.bandes [name="${one.name}"]:checked:not([tabindex='-1'])`));
    return one.type === "checkbox" ? one.checked : Boolean(one.value.trim());
  }
  const path = () => [...document.querySelectorAll(".bandes input, .bandes select")].filter((one) => (
    one.matches(CONTROLS) && shown(one) && !one.closest("[data-passe]") && !answered(one)));

  function missing() {
    const places = [...document.querySelectorAll(".manque a")].map((one) => document.getElementById(one.hash.slice(1)));
    return places.filter(Boolean).map((one) => (one.matches(CONTROLS) ? one : one.querySelector(CONTROLS))).find((one) => one && shown(one));
  }

  function lead(from) {
    const after = path().find((one) => groupOf(one) !== groupOf(from)
      && from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    const send = document.getElementById("envoyer");
    (after || missing() || (send && !send.disabled ? send : document.getElementById("bilan"))).focus();
  }

  // What is answered by one choice leads on; of a list of boxes, only « none of these ».
  async function choose(one) {
    if (!one.checked) one.click();
    if (one.closest(".cases") && !one.name.endsWith("-aucun")) return;
    // These change what is missing.
    if (/^(lieu|dit|motif-.*)$/.test(one.name)) await Appel.keep(one.name === "lieu" ? "voir-lieux" : "voir");
    if (held()?.name === one.name) lead(held());
  }

  // The medicine as it is read: what is not understood holds the focus.
  async function take(field, card) {
    const said = field.value;
    await Appel.keep(card ? card.value : "voir");
    if (held() !== field || (!card && field.value !== said)) return;
    const words = document.querySelector("#lu button");
    if (words) words.focus();
    else if (!document.querySelector("#lu > .faute")) lead(field);
  }

  async function look(field) {
    const said = field.value;
    await Appel.keep("voir-lieux");
    const first = document.querySelector("#lieux [name=lieu]:not([value=''], :disabled)");
    if (held() === field && field.value === said) first?.focus();
  }

  const cardOf = (field) => /^\s*\d\s*$/.test(field.value) && document.querySelector(`.fiches button[value="carte-${field.value.trim()}"]`);

  function entered(field) {
    if (field.id === "phrase") take(field, cardOf(field));
    else if (field.id === "cherche") look(field);
    else if (["checkbox", "radio"].includes(field.type)) choose(field);
    else lead(field);
  }

  async function send() {
    await Appel.settled();
    const button = document.getElementById("envoyer");
    if (button && !button.disabled) Appel.form().requestSubmit(button);
    else document.getElementById("bilan").focus();
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!Appel.form() || event.key !== "Enter" || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      send();
    } else if (field.form === Appel.form() && field.matches(CONTROLS)) {
      event.preventDefault();
      entered(field);
    }
  });

  document.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key], list = event.target.closest?.(".appel .cases");
    if (!by || !list) return;
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    const at = boxes.indexOf(event.target);
    event.preventDefault();
    boxes[at < 0 ? (by < 0 ? boxes.length - 1 : 0) : (at + by + boxes.length) % boxes.length].focus();
  });

  document.addEventListener("click", (event) => {
    const card = event.target.closest(".appel .fiches button");
    if (!card) return;
    event.preventDefault();
    const field = document.getElementById("phrase");
    field.focus();
    take(field, card);
  });
})();
