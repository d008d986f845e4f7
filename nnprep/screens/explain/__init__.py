"""Explanations on the screen: cards as pages, shapes, formulas, lessons and experiments."""
