"""Points for judged submissions, by a teacher's rubric."""
