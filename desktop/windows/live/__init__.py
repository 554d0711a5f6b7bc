"""The page for use while a meeting sits: who is there, where it stands, what is said, what is taken down."""
