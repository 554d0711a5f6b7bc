"""What the secretariat signs, sends and prints: each paper says its parts, from rows of the register."""
