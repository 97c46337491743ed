"""What ebRIM 3.0 and XDS ask of METADATA.XML, checked on the bytes, by other means than ours.

The order of elements, the attributes that must be there, the longest values, the references, and
what XDS says must be present once. Source: OASIS regrep 3.0, IHE ITI TF-3 (4.2.3).
"""

import re

from lxml import etree

RIM = "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}"
LCM = "{urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0}"
ORDER = ("Slot", "Name", "Description", "VersionInfo", "Classification", "ExternalIdentifier")
MUST = {
    "RegistryPackage": {"id"},
    "ExtrinsicObject": {"id", "mimeType", "objectType"},
    "Classification": {"id", "classifiedObject"},
    "ExternalIdentifier": {"id", "registryObject", "identificationScheme", "value"},
    "Association": {"id", "associationType", "sourceObject", "targetObject"},
    "Slot": {"name"},
    "LocalizedString": {"value"},
}
LONG, FREE = 256, 1024
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OID = re.compile(r"[0-2](\.(0|[1-9]\d*))+")
ONCE = {
    "ExtrinsicObject": (
        "41a5887f-8865-4c09-adf7-e362475b143a",
        "a09d5840-386c-46f2-b5ad-9c3699a4309d",
        "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1",
        "cccf5598-8b07-4b77-a05e-ae952c785ead",
        "f0306f51-975f-434e-a61c-c59651d33983",
        "58a6f841-87b3-4a3e-92fd-a8ffeff98427",
        "2e82c1f6-a085-4c72-9da3-8640a32e42ab",
    ),
    "RegistryPackage": (
        "aa543740-bdda-424e-8c96-df4873be8500",
        "6b5aea1a-874d-4603-a4bc-96a0a7b38446",
        "554ac39e-e3fe-47fe-b233-965d2a147832",
        "96fdda7c-d067-4183-912e-bf5ee74998a8",
    ),
}
SLOTS = ("creationTime", "hash", "size", "URI", "languageCode", "sourcePatientId")


def faults(body: bytes) -> list[str]:
    """Everything that is wrong in a METADATA.XML."""
    root = etree.fromstring(body)
    if root.tag != f"{LCM}SubmitObjectsRequest" or [e.tag for e in root] != [
        f"{RIM}RegistryObjectList"
    ]:
        return ["the request or its list of objects is missing"]
    return [*_shapes(root), *_references(root), *_presence(root)]


def _shapes(root: etree._Element) -> list[str]:
    found: list[str] = []
    for each in root.iter():
        name = etree.QName(each).localname
        missing = MUST.get(name, set()) - set(each.attrib)
        found += [f"{name}: no {attribute}" for attribute in sorted(missing)]
        if name in ("RegistryPackage", "ExtrinsicObject", "Classification", "ExternalIdentifier"):
            ranks = [ORDER.index(etree.QName(child).localname) for child in each]
            if ranks != sorted(ranks):
                found.append(f"{name}: elements out of order")
        if name == "Value" and len(each.text or "") > LONG:
            found.append("Value: too long")
        if name == "ExternalIdentifier" and len(each.get("value", "")) > LONG:
            found.append("ExternalIdentifier: too long")
        if name == "LocalizedString" and len(each.get("value", "")) > FREE:
            found.append("LocalizedString: too long")
    return found


def _references(root: etree._Element) -> list[str]:
    found: list[str] = []
    ids = [each.get("id") for each in root.iter() if each.get("id") is not None]
    if len(ids) != len(set(ids)):
        found.append("an id is there twice")
    found += [f"{each}: no UUID" for each in ids if not UUID.fullmatch(each or "")]
    for name, attribute in (("Classification", "classifiedObject"),
                            ("ExternalIdentifier", "registryObject")):  # fmt: skip
        for each in root.iter(f"{RIM}{name}"):
            parent = each.getparent()
            if parent is None or each.get(attribute) != parent.get("id"):
                found.append(f"{name}: points elsewhere than where it stands")
    package = root.find(f".//{RIM}RegistryPackage")
    documents = {each.get("id") for each in root.iter(f"{RIM}ExtrinsicObject")}
    members = list(root.iter(f"{RIM}Association"))
    if package is None or {each.get("sourceObject") for each in members} != {package.get("id")}:
        found.append("an association does not start at the set")
    if {each.get("targetObject") for each in members} != documents or len(members) != len(
        documents
    ):
        found.append("the members of the set are not its documents")
    return found


def _presence(root: etree._Element) -> list[str]:
    found: list[str] = []
    for name, schemes in ONCE.items():
        for each in root.iter(f"{RIM}{name}"):
            told = [
                child.get("classificationScheme") or child.get("identificationScheme")
                for child in each
            ]
            found += [f"{name}: {s}" for s in schemes if told.count(f"urn:uuid:{s}") != 1]
    for each in root.iter(f"{RIM}ExtrinsicObject"):
        slots = {slot.get("name"): slot for slot in each.iterfind(f"{RIM}Slot")}
        found += [f"ExtrinsicObject: no slot {name}" for name in SLOTS if name not in slots]
        unique = each.find(
            f"{RIM}ExternalIdentifier[@identificationScheme="
            "'urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab']"
        )
        value = unique.get("value", "") if unique is not None else ""
        if not OID.fullmatch(value) or len(value) > 64:
            found.append("uniqueId: no OID")
    return found
