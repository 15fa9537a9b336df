"""What the finder of names is made of."""
