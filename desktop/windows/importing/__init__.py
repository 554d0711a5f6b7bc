"""A matrix that exists already, looked at before it is taken in."""
