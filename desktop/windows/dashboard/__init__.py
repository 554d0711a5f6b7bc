"""The dashboard: how follow-up stands, in figures and pictures, each a door to the list behind it."""
