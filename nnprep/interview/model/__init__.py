"""What a language model says about open answers, if the learner names one; what it says is checked before it counts."""
