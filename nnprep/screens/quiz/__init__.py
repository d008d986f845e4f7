"""A quiz session on the screen: cards, summary, an empty deck, the interview plan."""
