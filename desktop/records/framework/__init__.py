"""What the follow-up is measured by: plans, programmes, sources, indicators, good practices."""
