"""The web app: pages drawn by the server, one table of screens, no rule of law."""
