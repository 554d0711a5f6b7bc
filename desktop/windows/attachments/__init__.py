"""Files that hang on records: dragged in, looked at, opened, saved."""
