"""The prescriber's own signature on a PDF (PAdES): made with a card or a key file, and read.

Making one needs the extra `sign` (pyHanko, python-pkcs11), imported by `signing`, `token` and
`timestamping` alone. Reading needs neither: it never trusts the library that signs.
"""
