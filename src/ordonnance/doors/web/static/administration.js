// The code of the link stands after its #, which no browser sends: taken from there into the field.
const code = document.getElementById("code");
const given = location.hash.slice(1);
if (given) {
  code.value = given;
  history.replaceState(null, "", location.pathname);
  code.form.querySelector("button").focus();
}
