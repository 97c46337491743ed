"""The file of one version of the directory: an SQLite database, written once, then only read.

It is a file format here, as the folder of a search engine would be: no act touches it, nothing is
updated in it (ADR 0070). `words` holds the folded words of each entry and, behind a sign that no
word has, what an entry is filtered by; its rows are in the order in which answers are given.
"""

FORMAT = 1
"""Changes with the tables below: a version written in another one is imported again."""

ORGANISATIONS, UNEQUIPPED, PEOPLE = 0, 10_000_000, 20_000_000
"""First identifiers: organisational mailboxes are given first, then places without one, people."""

KIND, POSTCODE, DEPARTMENT, FINESS, PROFESSION, TOWN = (f"\u00a7{each}" for each in "kpdfjv")
"""Signs of what is filtered by: the tokenizer takes them for letters, nobody's name has them."""

TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, finess TEXT, name TEXT NOT NULL, sign TEXT NOT NULL,
    street TEXT NOT NULL, postcode TEXT NOT NULL, town TEXT NOT NULL, department TEXT NOT NULL,
    kind TEXT NOT NULL, category TEXT NOT NULL, phone TEXT NOT NULL,
    x INTEGER, y INTEGER, frame TEXT NOT NULL DEFAULT '', equipment INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, address TEXT, type TEXT, place INTEGER, service TEXT NOT NULL,
    paperless INTEGER, rpps TEXT, title TEXT, family TEXT, given TEXT, profession TEXT, skill TEXT
);
CREATE TABLE label (code TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE professional (
    rpps TEXT NOT NULL, title TEXT NOT NULL, family TEXT NOT NULL, given TEXT NOT NULL,
    profession TEXT NOT NULL, place INTEGER
);
CREATE VIRTUAL TABLE words USING fts5(
    text, content='', columnsize=0, detail=none, tokenize='ascii'
);
"""

INDEXES = """
CREATE VIRTUAL TABLE counted USING fts5vocab(words, row);
CREATE TABLE vocabulary (term TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO vocabulary SELECT term, doc FROM counted WHERE term < 'zzzzzzzzzzzz';
DROP TABLE counted;
CREATE INDEX place_finess ON place (finess) WHERE finess IS NOT NULL;
CREATE INDEX place_kind ON place (kind, department);
CREATE INDEX place_near ON place (kind, frame, x) WHERE equipment = 2 AND x IS NOT NULL;
CREATE INDEX place_postcode ON place (postcode) WHERE x IS NOT NULL;
CREATE INDEX entry_place ON entry (place);
CREATE INDEX entry_address ON entry (address) WHERE address IS NOT NULL;
CREATE INDEX entry_rpps ON entry (rpps) WHERE rpps IS NOT NULL;
CREATE INDEX professional_place ON professional (place);
CREATE INDEX professional_rpps ON professional (rpps);
"""
