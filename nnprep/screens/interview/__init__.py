"""A mock interview on the screen: the questions, the judgements to correct, the report, and several side by side."""
