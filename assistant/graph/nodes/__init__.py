"""The nodes of the conversation: one verb a file."""
