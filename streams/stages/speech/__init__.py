"""What the readers of quotes and sources share: quotation marks, sentences, who says what, and who is who."""
