"""Messages on their way: what is queued, leaves, comes back, is taken back.

The states and what leads from one to another are in `ordonnance.domain.letters`. `posting` puts a
letter on the way, cancels and withdraws it; `sending` hands letters over; `following` applies what
comes back.
"""
