"""Lays facts out as screens; prints nothing.

Every screen is rows made by `terminal.layout` and `terminal.tables`, whether it is painted again at each key or shown
once: a second renderer would only draw the same tables differently, and Rich takes longer to import than `check`,
`drill`, `explain shapes` or the first card of a quiz may take to appear. Rich turns these rows into pictures
(`terminal.svg`).
"""
