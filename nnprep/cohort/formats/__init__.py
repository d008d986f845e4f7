"""Results in the formats that learning platforms and build servers read, each as its publisher describes it."""
