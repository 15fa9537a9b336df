"""What desks' rules are made of; nothing else imports it."""
