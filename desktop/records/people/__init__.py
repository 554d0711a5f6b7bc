"""Who takes part: institutions, persons, and the bodies they sit on."""
