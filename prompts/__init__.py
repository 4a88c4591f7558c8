"""Cards and prompts as versioned data."""
