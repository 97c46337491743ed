// The page of a draft: Ctrl+Enter issues, a chip opens the form that corrects it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = document.getElementById("emettre");
  const button = form && form.querySelector("button.premier");
  if (!button) return;
  event.preventDefault();
  if (!button.disabled) form.requestSubmit(button);
  else document.getElementById("feu").focus();
});
document.addEventListener("click", (event) => {
  const chip = event.target.closest("a.puce, a.va");
  if (!chip) return;
  const field = chip.hash && document.getElementById(chip.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  if (field.closest("details")) field.closest("details").open = true;
  field.focus();
});
// On a phone what is beside the sentence is folded; it opens by its title.
const fold = () => {
  if (!matchMedia("(max-width: 759px)").matches) return;
  for (const part of document.querySelectorAll("details.se-plie")) part.open = false;
};
document.addEventListener("htmx:after:swap", fold);
fold();
