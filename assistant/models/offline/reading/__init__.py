"""What a message says, read by rules: facts with the words that say them, in English, German and Spanish."""
