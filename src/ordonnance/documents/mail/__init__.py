"""Messages of secure health mail (MSSanté): described, written as bytes, read back.

`message` says what a message is, `prescribed` makes the one that carries an ordonnance, `withdrawn`
the one that takes it back, `naming` the names that Ref. #2 asks for; `writing` gives the bytes,
`receipts` those of a receipt. `reading` reads what arrives, `reading_reports` what comes back about
a message, `causes` says what that means for who sent. Nothing here reaches a server.

Sources: référentiel socle MSSanté n° 2 (clients de messagerie) 1.0.1 of 18/01/2024, cited by its
ECO numbers; « ENS, Mon espace santé, messagerie » 1.3 for patients.
"""
