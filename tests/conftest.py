"""What holds for every test."""

# Before any test imports langgraph: assistant switches its strict mode on, and the store refuses to work without it.
import assistant  # noqa: F401
