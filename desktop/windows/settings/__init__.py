"""The settings: of the register, which go through its journal, and of this computer, which do not."""
