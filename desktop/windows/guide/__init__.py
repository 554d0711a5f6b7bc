"""Help inside the window, without a network: the user's guide, and a tour of the demonstration register."""
