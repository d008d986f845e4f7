"""What an interview amounts to: points, scores with their evidence, and the report."""
