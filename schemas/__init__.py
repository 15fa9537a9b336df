"""What travels: records, topic declarations, JSON Schemas and the one codec. Imports nothing of ours."""
