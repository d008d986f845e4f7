"""Generated questions, one file per family or topic."""
