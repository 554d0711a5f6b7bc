"""What is being entered and not yet saved, kept so that a crash takes at most a second of it."""
