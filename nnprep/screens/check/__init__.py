"""A judged submission on the screen: the report, and the diagnosis in it."""
