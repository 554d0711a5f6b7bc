"""All that a register holds, as tables: read for an audience, and taken into an empty register."""
