"""Charts as inline SVG, each with the same facts as text."""
