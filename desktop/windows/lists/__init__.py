"""The pages that list records, and the pane that shows the one chosen."""
