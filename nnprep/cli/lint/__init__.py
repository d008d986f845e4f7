"""nnprep lint: checks content, and reports errors for people, editors and build servers."""
