"""Finds who handed in what: in folders, zip downloads and notebooks; unpacks and runs nothing."""
