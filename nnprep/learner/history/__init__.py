"""The log of everything the learner did, on disk."""
