"""Workbooks: the trackers, and lists as one sees them."""
