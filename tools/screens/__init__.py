"""Pictures of every screen of the web application, taken in a real browser: `./dev screens`."""
