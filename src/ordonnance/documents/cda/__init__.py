"""What goes in a CDA document, as a pure description: elements, not bytes.

`prescription` describes `eP-MED-DM` 2024.01 (CI-SIS, ANS), `read_prescription` reads it back. The
XML itself is written and read by `ordonnance.adapters.cda`.
"""
