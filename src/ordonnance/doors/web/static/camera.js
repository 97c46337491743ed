// The camera of the counter reads the code of a sheet; nothing of what it sees leaves the page.
// What does not work is said by its name, with what to do instead.
"use strict";
(() => {
const form = document.querySelector("[data-camera]");
const video = form.querySelector("video");
const said = form.querySelector("[data-dit]");
const EVERY_MS = 120;
const OPTIONS = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 4 };

const OTHERWISE = "Sans caméra : scannez avec un lecteur, tapez le numéro, ou déposez un fichier, ci-dessous.";
const FAULTS = {
  refused: "L’accès à la caméra est refusé. Autorisez-la à côté de l’adresse de cette page, puis réessayez.",
  none: "Aucune caméra n’est branchée à ce poste.",
  taken: "La caméra est prise par un autre programme. Fermez-le, puis réessayez.",
  stopped: "La caméra s’est arrêtée. Vérifiez qu’elle est branchée, puis réessayez.",
  unsafe: "Ce navigateur ne donne la caméra qu’à une adresse en https.",
  network: "Le programme qui lit les codes n’a pas pu être téléchargé. Vérifiez le réseau, puis réessayez.",
  reader: "Ce navigateur ne laisse pas marcher le programme qui lit les codes (WebAssembly). L’administrateur du poste peut l’autoriser.",
};
const OF_CAMERA = {
  NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "none", OverconstrainedError: "none",
  NotReadableError: "taken", AbortError: "taken",
};

class Fault extends Error {
  constructor(name) {
    super(name);
    this.name = name;
  }
}
const failing = (name) => () => { throw new Fault(name); };

// The number alone, or the address that the code of a sheet holds.
function numberIn(text) {
  const found = /(?:\/o#)?(U[0-9A-Z]{17})(?:\.|$)/.exec(text.trim());
  return found && found[1];
}

async function downloaded(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.arrayBuffer() : failing("network")();
}

// The reader is fetched first, so that a network that fails is not taken for a browser that refuses.
async function reader() {
  if (typeof ZXingWASM === "undefined") failing("network")();
  if (typeof WebAssembly === "undefined") failing("reader")();
  const wasmBinary = await downloaded(form.dataset.lecteur).catch(failing("network"));
  await ZXingWASM.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true }).catch(failing("reader"));
}

async function filmed() {
  if (!navigator.mediaDevices?.getUserMedia) failing("unsafe")();
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  } catch (refusal) {
    throw new Fault(OF_CAMERA[refusal.name] || "none");
  }
}

async function look(canvas, context) {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  context.drawImage(video, 0, 0);
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  const seen = await ZXingWASM.readBarcodes(image, OPTIONS).catch(failing("reader"));
  const numbers = new Set(seen.map((one) => numberIn(one.text)).filter(Boolean));
  if (numbers.size > 1) said.textContent = "Plusieurs codes sont devant la caméra : n’en montrer qu’un.";
  else if (seen.length && !numbers.size) said.textContent = "Ce code n’est pas celui d’une ordonnance.";
  return numbers.size === 1 ? [...numbers][0] : null;
}

// What the page showed may give way to an ordonnance that was scanned otherwise.
let over = false;
function ending(stream) {
  const stop = () => {
    over = true;
    stream.getTracks().forEach((track) => track.stop());
  };
  window.addEventListener("pagehide", stop);
  document.addEventListener("contenu:avant", stop);
  return stop;
}

async function watch(stream, stop) {
  const [track] = stream.getVideoTracks();
  video.srcObject = stream;
  video.hidden = false;
  form.querySelector("[data-image]").hidden = false;
  await video.play().catch(failing("stopped"));
  said.textContent = "Présentez le code de la feuille.";
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  while (!over) {
    if (track.readyState === "ended") failing("stopped")();
    const number = video.videoWidth ? await look(canvas, context) : null;
    if (number && !over) {
      stop();
      form.elements.numero.value = number;
      return form.submit();
    }
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
  return null;
}

function told(fault) {
  if (over) return;
  video.hidden = true;
  form.querySelector("[data-image]").hidden = true;
  said.setAttribute("role", "alert");
  said.textContent = `${FAULTS[fault.name] || FAULTS.reader} ${OTHERWISE}`;
  form.querySelector("[data-reessayer]").hidden = fault.name === "unsafe";
}

async function begin() {
  said.textContent = "La caméra s’allume…";
  form.querySelector("[data-reessayer]").addEventListener("click", () => location.reload());
  const filming = filmed();
  try {
    const [stream] = await Promise.all([filming, reader()]);
    await watch(stream, ending(stream));
  } catch (fault) {
    told(fault);
    over = true;
    filming.then((stream) => stream.getTracks().forEach((track) => track.stop()), () => null);
  }
}

begin();
})();
