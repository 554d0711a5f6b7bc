"""What happened in the register, told in words; what can be undone, and what can be brought back."""
