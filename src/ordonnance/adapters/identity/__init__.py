"""Identity: tokens of configured issuers, and the issuer of the demonstration."""
