"""French as people read it on an ordonnance: numbers, dates, durations, posologies."""
