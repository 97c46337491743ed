// The launch stands after the #, which browsers send to nobody: it is taken from there and posted.
"use strict";
(() => {
  const form = document.getElementById("arrivee");
  const launch = location.hash.slice(1);
  // Neither the history nor a copied address keeps it.
  history.replaceState(null, "", location.pathname);
  if (!launch) {
    form.querySelector("[role=status]").textContent = "Il manque le lancement : relancer depuis le logiciel de régulation.";
    return;
  }
  form.elements.lancement.value = launch;
  form.submit();
})();
