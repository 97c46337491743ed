"""Files shown as ordonnances (PDF, pictures), read in a process of their own, within limits."""
