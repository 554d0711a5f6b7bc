"""One meeting on its own page: stages, agenda, what is taken down, attendance."""
