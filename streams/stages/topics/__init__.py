"""What the classifier is made of; nothing else imports it."""
