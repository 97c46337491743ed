"""ZIP archives of secure mail (IHE XDM), written the same each time, and read without trust."""
