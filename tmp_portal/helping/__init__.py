"""Who helps the people of a school, and whether help helped."""
