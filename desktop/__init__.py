"""Tawsiya: meetings, recommendations, actions and their follow-up for the secretariat of a national commission."""

__version__ = "0.1.0"
