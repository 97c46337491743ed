"""A regulator of the SAMU-SAS prescribes during a call, and the prescription leaves by secure mail.

`proposing` says which circuits are open and why the others are not; `prescribing` is the one act;
`following` and `withdrawing` come after. Types are in `models`.
"""
