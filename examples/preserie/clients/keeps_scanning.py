"""A software that fails the rehearsal: it sends the scan of the sheet whatever was recorded."""

from counter import Counter, main


class KeepsScanning(Counter):
    """Phase 2 of SCOR was never switched on."""

    def scans(self):
        """Always."""
        return True


if __name__ == "__main__":
    main(KeepsScanning())
