"""Dated figures of the law, as data; `ordonnance.law.drugs` reads them."""
