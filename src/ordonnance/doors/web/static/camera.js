// The camera of the counter reads the code of a sheet; nothing of what it sees leaves the page.
"use strict";

const form = document.querySelector("[data-camera]");
const video = form.querySelector("video");
const said = form.querySelector("[data-dit]");
const EVERY_MS = 120;
const OPTIONS = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 4 };

ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => form.dataset.lecteur } });

// The number alone, or the address that the code of a sheet holds.
function numberIn(text) {
  const found = /(?:\/o#)?(U[0-9A-Z]{17})(?:\.|$)/.exec(text.trim());
  return found && found[1];
}

async function look(canvas, context) {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  context.drawImage(video, 0, 0);
  const seen = await ZXingWASM.readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), OPTIONS);
  const numbers = new Set(seen.map((one) => numberIn(one.text)).filter(Boolean));
  if (numbers.size > 1) said.textContent = "Plusieurs codes sont devant la caméra : n’en montrer qu’un.";
  else if (seen.length && !numbers.size) said.textContent = "Ce code n’est pas celui d’une ordonnance.";
  return numbers.size === 1 ? [...numbers][0] : null;
}

async function begin() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  } catch (refusal) {
    said.textContent = refusal.name === "NotAllowedError"
      ? "L’accès à la caméra est refusé : l’autoriser à côté de l’adresse, puis recharger cette page ; ou taper le numéro."
      : "Aucune caméra ne répond : taper le numéro, le scanner avec un lecteur, ou déposer un fichier ou une photographie de la feuille.";
    form.querySelector(".bouton").classList.add("premier");
    return;
  }
  video.srcObject = stream;
  video.hidden = false;
  form.querySelector("[data-image]").hidden = false;
  await video.play();
  said.textContent = "Présentez le code de la feuille.";
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  window.addEventListener("pagehide", stop);
  for (;;) {
    const number = video.videoWidth ? await look(canvas, context) : null;
    if (number) {
      stop();
      form.elements.numero.value = number;
      form.submit();
      return;
    }
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
}

begin();
