"""Files out: minutes, trackers. No Qt, no database session: rows in, file out."""
