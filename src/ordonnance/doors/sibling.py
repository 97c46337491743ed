"""A process beside the first one of a base: `python -m ordonnance.doors.sibling`.

Not a command: the first process starts it (`ordonnance.bootstrap.siblings`).
"""

from ordonnance.collecting import no_collection


def main() -> None:
    """Load what it needs, then do it until asked to stop."""
    with no_collection():
        from ordonnance.doors.beside import run

    run()


if __name__ == "__main__":
    main()
