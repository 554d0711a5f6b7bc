"""What comes into a register from outside: read, compared with what was sent and what is, and decided by the user."""
