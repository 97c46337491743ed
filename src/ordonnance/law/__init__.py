"""What the texts require: dated rules that cite their article, applied to a case.

    from ordonnance.law.check import check
    report = check(case)

Pure: no I/O, no clock, standard library only. Start with `rule`, `case`, `check`; a program that
has only medicines and lines starts with `alone`.
"""
