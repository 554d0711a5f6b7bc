"""What is signed, sent and printed, looked at page by page before it is."""
