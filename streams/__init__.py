"""How it flows: stages, the three agents around them, and what an operator runs."""
