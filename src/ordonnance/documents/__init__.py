"""What stands on a sheet, as a pure description that a renderer draws.

`sheet` holds the types, `numerique` builds the sheet of an ordonnance numérique; `identities`,
`lines` and `mentions` say in French what is asked on paper.
"""
