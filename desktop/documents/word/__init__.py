"""A document written for Word, for somebody who goes on working on it."""
