"""Where conversations are kept: SQLite by default, Postgres by URL. `open_store` is the way in."""

from assistant.store.opening import Store, open_store
from assistant.store.records import Call, Conversation, Message, Note, Totals, Turn, Version

__all__ = ["Call", "Conversation", "Message", "Note", "Store", "Totals", "Turn", "Version", "open_store"]
