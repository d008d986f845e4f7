"""Chooses what an interview asks: its parts by time and level, then cards, drills, an exercise and a mistake."""
