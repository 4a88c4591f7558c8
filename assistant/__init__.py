"""What the assistant does: the conversation, its models, its store, its checks and its documents."""

import os

# LangGraph reads this switch when it is imported, so it stands where everything of ours begins: without it a stored
# checkpoint may name any code to be run. The store refuses to open checkpoints when it is off.
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")
