"""What a submitter reads about their own submission: the mistake by its name, but neither solution nor right values."""
