"""Charts in the window: drawn beside it, clicked on, gone through by keys, read as a table, taken elsewhere."""
