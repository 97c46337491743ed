"""Sign-in at an OpenID provider: code flow with PKCE, id_token verified, claims asked again."""
