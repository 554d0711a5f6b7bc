"""How everything looks: colours, icons, directions, cells."""
