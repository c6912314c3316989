"""Letters that are drafted and what goes with them: a report that goes up, a word to who is late. Knows no Qt."""
