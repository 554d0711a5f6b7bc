"""What the register holds, and its rules. SQLAlchemy; no Qt, no file formats."""
