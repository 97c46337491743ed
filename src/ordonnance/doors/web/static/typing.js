// The field of the sentence: proposals by the keyboard, and the sentence as the server reads it.
// Without this script the field sends the sentence as it is.
const PAUSE = 120;
let waiting = 0;
let asked = null;

const field = () => document.getElementById("phrase");
const list = () => document.getElementById("propositions");
const options = () => (list() && !list().hidden ? [...list().children] : []);
const active = () => options().find((one) => one.getAttribute("aria-selected") === "true");

function prepare(input) {
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", "propositions");
  input.setAttribute("aria-expanded", String(options().length > 0));
}

function mark(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) {
    field().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else field().removeAttribute("aria-activedescendant");
}

function close() {
  stop();
  mark(null);
  if (list()) list().hidden = true;
  // The field may be a new one, which the page has just been given.
  prepare(field());
}

function stop() {
  clearTimeout(waiting);
  if (asked) asked.abort();
  asked = null;
}

function choose(option) {
  const form = field().form;
  for (const name of ["cis", "dci", "modele"]) form.elements[name].value = option.dataset[name];
  if (option.dataset.modele) {
    close();
    form.requestSubmit();
    return;
  }
  field().value = `${option.dataset.words} `;
  field().dataset.words = option.dataset.words;
  close();
  field().focus();
  ask();
}

function forget(input) {
  // The words chosen were changed: what is typed counts again.
  const words = input.dataset.words;
  if (!words || input.value.startsWith(words)) return;
  delete input.dataset.words;
  for (const name of ["cis", "dci"]) input.form.elements[name].value = "";
}

async function ask() {
  stop();
  const input = field();
  const mine = new AbortController();
  asked = mine;
  try {
    const answer = await fetch("/prescrire/proposer", {
      method: "POST", body: new URLSearchParams(new FormData(input.form)),
      headers: { "HX-Request": "true" }, signal: mine.signal,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = part.getElementById("frappe");
    if (asked !== mine || !drawn || !input.isConnected) return;
    document.getElementById("frappe").replaceWith(drawn);
    prepare(input);
    input.removeAttribute("aria-activedescendant");
  } catch (error) {
    // Another key was pressed, or the base does not answer: the sentence is sent as it is.
    if (error.name !== "AbortError" && input.isConnected) close();
  }
}

// The field may have the focus before this script is there.
if (field()) prepare(field());
document.addEventListener("focusin", (event) => {
  if (event.target.id === "phrase") prepare(event.target);
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "phrase") return;
  forget(event.target);
  stop();
  waiting = setTimeout(ask, PAUSE);
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "phrase" || event.isComposing) return;
  const all = options();
  const at = all.indexOf(active());
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && at >= 0) {
    event.preventDefault();
    choose(all[at]);
  } else if (event.key === "Enter") stop();
  else if (event.key === "Escape" && all.length) {
    event.preventDefault();
    close();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
    event.preventDefault();
    // An answer still awaited would take the place of the list in which one chooses.
    stop();
    const by = event.key === "ArrowDown" ? 1 : -1;
    // Before the first and after the last stands the field itself.
    const next = at < 0 && by < 0 ? all.length - 1 : at + by;
    mark(all[next] || null);
  }
});

// The list is pressed without taking the focus from the field.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("#propositions")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest("#propositions [role=option]");
  if (option) choose(option);
});
document.addEventListener("focusout", (event) => {
  if (event.target.id === "phrase" && event.target.isConnected) close();
});
