"""Matrices of recommendations and actions that exist already: found, understood, and taken into a register."""
