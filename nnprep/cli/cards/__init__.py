"""nnprep cards, nnprep find and nnprep new: what there is to ask."""
