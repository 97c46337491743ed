"""A call to a regulation centre, being written: who, what hurts, what is asked, where it goes.

Prudence and memory only: the law's own rules run on the ordonnance as everywhere, and the act that
prescribes and sends is in `usecases.samu`.
"""
