"""nnprep schema: the formats of content for editors."""
