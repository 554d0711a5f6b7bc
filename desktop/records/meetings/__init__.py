"""From the notice of a meeting to its adopted minutes: agenda, attendance, quorum, votes, decisions."""
