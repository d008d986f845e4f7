"""Explains what several decisions make together: functions as people write them, with a choice in each place."""
