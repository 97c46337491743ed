// Judges PDF files by veraPDF and prints one JSON line for each: run by the Rhino shell of its jar.
// Arguments: pairs « file, flavour ».
//
// The profiles are read with the parser of the JDK: veraPDF reads them with JAXB, which has left it.
importPackage(java.util);

var Profiles = Packages.org.verapdf.pdfa.validation.profiles.Profiles;
var Factory = Packages.org.verapdf.pdfa.validation.validators.ValidatorFactory;
var Flavour = Packages.org.verapdf.pdfa.flavours.PDFAFlavour;
var Specification = Packages.org.verapdf.pdfa.flavours["PDFAFlavour$Specification"];
var Argument = Packages.org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;

Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var foundry = Packages.org.verapdf.pdfa.Foundries.defaultInstance();

function children(node, name) {
  var found = [];
  for (var each = node.getFirstChild(); each !== null; each = each.getNextSibling()) {
    if (String(each.getNodeName()) === name) found.push(each);
  }
  return found;
}

function text(node, name) {
  var found = children(node, name);
  return found.length ? found[0].getTextContent() : "";
}

function rule(node) {
  var id = children(node, "id")[0], error = children(node, "error")[0], said = new ArrayList();
  var deferred = node.hasAttribute("deferred") ? java.lang.Boolean.valueOf(node.getAttribute("deferred")) : null;
  var tags = node.hasAttribute("tags") ? node.getAttribute("tags") : null;
  children(error, "arguments").forEach(function (list) {
    children(list, "argument").forEach(function (each) {
      said.add(Argument.fromValues(each.getTextContent(), null, null));
    });
  });
  return Profiles.ruleFromValues(
    Profiles.ruleIdFromValues(
      Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"),
      java.lang.Integer.parseInt(id.getAttribute("testNumber"))),
    node.getAttribute("object"), deferred, tags, text(node, "description"), text(node, "test"),
    Profiles.errorFromValues(text(error, "message"), said), new ArrayList());
}

function profile(flavour) {
  var name = "org/verapdf/pdfa/validation/" + String(flavour.name()).replace(/_(\d)_([A-Z])$/, "-$1$2").replace(/_(\d)$/, "-$1") + ".xml";
  var stream = java.lang.ClassLoader.getSystemResourceAsStream(name);
  if (stream === null) throw "no profile " + name;
  var root = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
  var rules = new HashSet(), variables = new HashSet();
  children(children(root, "rules")[0], "rule").forEach(function (each) { rules.add(rule(each)); });
  children(root, "variables").forEach(function (list) {
    children(list, "variable").forEach(function (each) {
      variables.add(Profiles.variableFromValues(
        each.getAttribute("name"), each.getAttribute("object"), text(each, "defaultValue"), text(each, "value")));
    });
  });
  return Profiles.profileFromValues(
    flavour, Profiles.profileDetailsFromValues(String(flavour), "", "", new Date()), "", rules, variables);
}

for (var at = 0; at + 1 < arguments.length; at += 2) {
  var flavour = Flavour.fromString(arguments[at + 1]);
  var judged = profile(flavour);
  var parser = foundry.createParser(new java.io.FileInputStream(arguments[at]), flavour);
  var result = Factory.createValidator(judged, false).validate(parser);
  var failed = [];
  for (var each = result.getTestAssertions().iterator(); each.hasNext();) {
    var assertion = each.next(), id = assertion.getRuleId();
    failed.push(id.getClause() + "-" + id.getTestNumber() + " " + assertion.getMessage());
  }
  print(JSON.stringify({
    file: String(arguments[at]), flavour: String(arguments[at + 1]),
    compliant: Boolean(result.isCompliant()), rules: judged.getRules().size(),
    assertions: Number(result.getTotalAssertions()), failed: failed.slice(0, 40),
  }));
  parser.close();
}
