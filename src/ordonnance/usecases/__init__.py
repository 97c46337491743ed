"""What people do: one file per act, and the ports that the acts need."""
