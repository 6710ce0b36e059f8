"""演练: whole cycles run through the services with a moved clock, on invented people."""
