"""The fourth part: closing, measuring, preventing."""
