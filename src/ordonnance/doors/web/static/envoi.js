// What is sent: a form goes once, the page says that it waits, and stays as it is when nobody
// answers. Without this script a form is sent by the browser itself, to the same effect.
"use strict";
const Envoi = (() => {
  const SAID_AFTER_MS = 400, LONG_AFTER_MS = 10_000, GIVEN_UP_MS = 60_000;
  const place = document.getElementById("envoi");
  const here = () => location.pathname + location.search;
  let busy = null, clocks = [], standing = here();

  // Said together, so that none takes another's place: the network that is gone, how far the sending
  // is, the last message, what waits for its turn.
  let network = "", pace = "", message = { text: "", button: null, alert: false }, queue = "";
  function draw() {
    const text = [network, pace, message.text, queue].filter(Boolean).join(" ");
    const held = place.contains(document.activeElement);
    place.setAttribute("role", message.alert ? "alert" : "status");
    place.replaceChildren(...(text ? [Object.assign(document.createElement("p"), { textContent: text })] : []));
    if (message.button) place.append(message.button);
    place.hidden = !text;
    if (held) message.button?.focus();
  }
  function say(text, button = null, alert = false) {
    message = { text, button, alert };
    draw();
  }
  function going(text) {
    pace = text;
    draw();
  }
  // What was scanned or typed meanwhile goes after the answer: said until nothing waits (an empty text).
  function waits(text) {
    queue = text;
    draw();
  }

  function begin(pressed) {
    busy = { pressed };
    pressed?.setAttribute("aria-busy", "true");
    document.getElementById("contenu").setAttribute("aria-busy", "true");
    document.dispatchEvent(new Event("envoi:parti"));
    say("");
    clocks = [
      setTimeout(() => going("Envoi en cours… Rien d’autre ne part pendant ce temps."), SAID_AFTER_MS),
      setTimeout(() => going("La base met du temps à répondre. Ce qui est demandé ne part qu’une fois : attendez sa réponse."), LONG_AFTER_MS),
    ];
  }

  function end() {
    clocks.forEach(clearTimeout);
    busy?.pressed?.removeAttribute("aria-busy");
    document.getElementById("contenu").removeAttribute("aria-busy");
    busy = null;
    pace = "";
    say("");
  }

  // What waited was meant for a page that did not come: what each script says of it.
  function besides() {
    const said = [];
    document.dispatchEvent(new CustomEvent("envoi:sans-page", { detail: said }));
    return said;
  }

  // Nobody answered: what was asked may have been done or not. The same key makes it count once.
  function unanswered(form, repeat, body = new FormData(form)) {
    end();
    const held = Suspens.lost(form.getAttribute("action"), body, () => { if (!busy) repeat(); });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Recommencer" });
    button.addEventListener("click", () => { if (!busy) repeat(); });
    const said = held ? [] : ["La base ne répond pas : rien n’est confirmé. Ce que vous avez saisi reste dans cette page ; recommencez dès qu’elle répond."];
    say([...said, ...besides()].join(" "), held ? null : button, true);
    if (held) Suspens.focus();
    else button.focus();
  }

  // The page of another address; where only its part changes, browsers would not ask for it again.
  function leave(to) {
    const next = new URL(to, location.href);
    if (next.pathname + next.search === here()) {
      history.replaceState(null, "", next);
      location.reload();
    } else location.assign(next);
  }

  // The session is over: what was typed is covered and kept until the same person comes back.
  async function kept(to) {
    const waits = [];
    if (new URL(to, location.href).pathname === "/connexion") document.dispatchEvent(new CustomEvent("session:finie", { detail: waits }));
    await Promise.allSettled(waits);
    return to;
  }

  // At the counter the page stays and its content changes: a scanner goes on typing meanwhile.
  const inPlace = (to) => to.startsWith("/comptoir") && document.querySelector("[data-scan]");

  const has = (name) => document.head.querySelector(`[src="${name}"], [href="${name}"]`);

  // The page that was answered, in place of this one; false when it has scripts of its own to start.
  async function shown(html, address) {
    const read = new DOMParser().parseFromString(html, "text/html");
    const next = read.getElementById("contenu");
    if (!next) throw new TypeError("not a page of ours");
    if ([...read.head.querySelectorAll("script[src]")].some((one) => !has(one.getAttribute("src")))) return false;
    await Promise.all([...read.head.querySelectorAll("link[rel=stylesheet]")].map(styled));
    document.dispatchEvent(new Event("contenu:avant"));
    document.title = read.title;
    headed(read);
    document.getElementById("contenu").replaceWith(document.adoptNode(next));
    if (address) history.pushState(null, "", address);
    standing = here();
    scrollTo(0, 0);
    (next.querySelector("[autofocus]") || next).focus({ preventScroll: true });
    return true;
  }

  // The head says who acts and where, as of the answer: never the place of another page. A base that
  // could not say who comes has a head for nobody, which takes the place of no other.
  function headed(read) {
    const next = read.querySelector(".tete");
    if (next?.querySelector("form[action='/deconnexion']")) document.querySelector(".tete").replaceWith(document.adoptNode(next));
  }

  function styled(each) {
    const name = each.getAttribute("href");
    if (has(name)) return null;
    const made = Object.assign(document.createElement("link"), { rel: "stylesheet", href: name });
    return new Promise((done) => {
      made.onload = made.onerror = done;
      document.head.append(made);
    });
  }

  // The browser sends it itself, and opens what it is answered.
  function natively(form, pressed) {
    end();
    form.dataset.natif = "";
    form.requestSubmit(form.contains(pressed) ? pressed : null);
  }

  const post = (action, body, signal) => fetch(action, { method: "POST", body, signal, headers: { "Ordonnance-Envoi": "1" } });

  // What an act was answered. Nobody could say (5xx), or it was not even looked at (a session that is
  // over, another place): then an act that was lost before stays to be known.
  const NOT_LOOKED_AT = /^\/(connexion|lieu)\b/;
  function answered(action, body, answer, to, html = "") {
    if (answer.status < 500 && !NOT_LOOKED_AT.test(to || "") && !html.includes(" data-refuse")) Suspens.known(action, body);
  }

  async function send(form, pressed, body) {
    const action = form.getAttribute("action"), signal = AbortSignal.timeout(GIVEN_UP_MS);
    let to = null;
    begin(pressed);
    try {
      let answer = await post(action, body, signal);
      to = answer.headers.get("Ordonnance-Adresse");
      if (to) {
        answered(action, body, answer, to);
        await answer.text();
      }
      if (to && !inPlace(to)) return leave(await kept(to));
      if (to) answer = await fetch(to, { signal });
      if (answer.redirected) return leave(await kept(answer.url));
      if (!/^text\/html/.test(answer.headers.get("Content-Type"))) {
        if (!answer.ok) throw new TypeError("nobody who speaks for the base");
        return natively(form, pressed);
      }
      const html = await answer.text();
      if (!to) answered(action, body, answer, to, html);
      if (!await shown(html, to || form.dataset.ecran)) return to ? leave(to) : natively(form, pressed);
      if (!to && answer.status >= 500) Suspens.lost(action, body, () => again(form, pressed, body));
      end();
    } catch {
      if (to) return done(to);
      return unanswered(form, () => again(form, pressed, body), body);
    }
    document.dispatchEvent(new Event("contenu:apres"));
  }

  // It was done, and the page that shows it did not come.
  function done(to) {
    end();
    say(["La base a répondu ; la page qui le montre n’est pas arrivée.", ...besides()].join(" "), opening(to), true);
  }
  function opening(to) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Afficher" });
    button.addEventListener("click", () => leave(to));
    return button;
  }

  // The same demand, with the same key. Once another page took its place, its answer takes none.
  async function again(form, pressed, body) {
    if (busy) return null;
    if (form.isConnected) return send(form, pressed, body);
    const action = form.getAttribute("action");
    begin(null);
    try {
      const answer = await post(action, body, AbortSignal.timeout(GIVEN_UP_MS));
      const to = answer.headers.get("Ordonnance-Adresse"), html = await answer.text();
      if (!to && !/^text\/html/.test(answer.headers.get("Content-Type"))) throw new TypeError("nobody who speaks for the base");
      answered(action, body, answer, to, html);
      end();
      if (answer.status >= 500) say("La base ne peut pas encore répondre.", null, true);
      else say("La base a répondu à cette demande.", opening(to || Suspens.shownAt(action, body)));
    } catch {
      end();
      say("La base ne répond toujours pas.", null, true);
    }
    document.dispatchEvent(new Event("envoi:fini"));
    return null;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // What another script sends, or what gives a file, is not ours.
    if (event.defaultPrevented || form.method !== "post" || form.target || "fichier" in form.dataset) return;
    if (busy) return event.preventDefault();
    // The browser itself sends a file, and the form of a page whose scripts hold to it.
    if (form.enctype === "multipart/form-data" || "natif" in form.dataset) return begin(event.submitter);
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    send(form, event.submitter || form.querySelector("button:not([type=button])"), body);
  });
  window.addEventListener("offline", () => { network = "Le réseau ne répond plus : rien ne part. Ce qui est affiché reste lisible."; draw(); });
  window.addEventListener("online", () => { network = ""; draw(); });
  window.addEventListener("pageshow", () => { if (busy) end(); });
  // « Back » among pages that took each other's place, even before this script was there.
  window.addEventListener("popstate", () => { if (here() !== standing) location.reload(); });
  const drawn = document.body.dataset.ici;
  if (drawn.startsWith("/comptoir/") && drawn !== location.pathname) location.reload();
  return { kept, get busy() { return Boolean(busy); }, say, waits, begin, end, unanswered };
})();
