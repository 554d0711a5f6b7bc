"""Whose register this is, and the rules it works by: profile, country, terms, working days, reporting dates."""
