"""The screen: PySide6 Widgets over the records and the documents."""
