"""Documents made from a register, the same for the window and the command line: gathered, written whole, or refused."""
