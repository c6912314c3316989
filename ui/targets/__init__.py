"""The plan of a locality on the screen: targets, tasks, how they stand. Knows no window and no other page."""
