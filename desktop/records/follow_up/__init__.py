"""What a meeting leads to: recommendations, the actions under them, what is reported of these, letters."""
