"""How values cross between parent and child."""
