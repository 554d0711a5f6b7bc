"""Files out: what a document says, its pages as PDF, workbooks, charts. No Qt, no database session."""
