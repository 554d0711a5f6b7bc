"""A tracker that has come back, looked through and decided on."""
