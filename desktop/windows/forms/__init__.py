"""Forms described as lists of fields, and the editors they are made of."""
