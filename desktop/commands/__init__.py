"""The command line: the same work as the window's, without a window."""
