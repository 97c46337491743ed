"""Cases that jurists write in French: YAML or JSON Lines to cases of the law, strictly."""
