"""Text on pages: typefaces, order and joining of letters, lines, tables, structure."""
