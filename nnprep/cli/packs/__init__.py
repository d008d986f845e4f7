"""nnprep content: adds, lists and removes packs."""
