"""How values cross between parent and child; imports only the standard library and NumPy."""
