"""Search everywhere: one field over every record and every command, answering as one types."""
