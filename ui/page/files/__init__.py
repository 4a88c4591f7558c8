"""Files that people drop into the conversation, read as text."""
