"""Charts as pictures: a description in, an SVG, a PNG or a PDF out. Made for the window and for documents alike."""
