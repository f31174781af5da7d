"""One question of an assessment: what is read, what can be chosen, and where something is typed."""
