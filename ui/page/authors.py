"""Who writes: the server's author, or one that a person chose with a key of their own, kept in memory only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.models.pick import author_named
from assistant.models.protocol import Author
from schemas.errors import AssistantError, InputError
from ui.page.workers.wire import Recipe

OFFLINE = "offline"
VENDORS = ("anthropic", "openai")
HANDED_ON = frozenset(
    f"{kind}_{what}" for kind in ("ANTHROPIC", "OPENAI", "OPENAI_COMPATIBLE") for what in ("API_KEY", "BASE_URL")
)
"""What of the environment authors read."""
LONGEST_NAME = 200
LONGEST_KEY = 400


@dataclass(kw_only=True)
class Authors:
    """The authors of a server's conversations.

    A person may choose the built-in rules or a vendor's model. Addresses of other servers and recordings are the
    operator's to give, so that nobody makes the server ask an address of their choice or read a file.
    """

    default: str
    """The author where nobody chose another."""
    environment: Mapping[str, str] = field(repr=False)
    any_address: bool
    """Whether a person may name a server by its URL: only where the one person is the operator."""
    _keys: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    _chosen: dict[str, str] = field(default_factory=dict)
    _authors: dict[tuple[str, str], Author] = field(default_factory=dict, repr=False)

    def choose(self, owner: str, conversation_id: str, spec: str, *, key: str = "") -> Author:
        """The author, from now on the conversation's. A key is kept for its owner until the server stops.

        Raises InputError and WrongCredentials in one sentence each, in which the key does not stand.
        """
        spec, key = spec.strip(), key.strip()
        self._check(spec, key)
        if key:
            self._keys[owner, _kind(spec)] = key
            self._authors = {at: author for at, author in self._authors.items() if at[0] != owner}
        author = self._named(owner, spec)
        self._chosen[conversation_id] = spec
        return author

    def of(self, owner: str, conversation_id: str) -> Author:
        """Who writes in the conversation."""
        return self._named(owner, self._chosen.get(conversation_id, self.default))

    def remembered(self, owner: str, conversation_id: str, name: str) -> Author:
        """Who writes in a conversation that another run of the server has begun: the same if it still can, else the
        server's author."""
        if conversation_id not in self._chosen and name != self.default:
            try:
                self._check(name, "")
                self._named(owner, name)
            except AssistantError:
                name = self.default
            self._chosen[conversation_id] = name
        return self.of(owner, conversation_id)

    def recipe(self, owner: str, conversation_id: str) -> Recipe:
        """How a worker comes by the conversation's author: the keys go through a pipe, not through its environment."""
        spec = self._chosen.get(conversation_id, self.default)
        return Recipe(
            spec=spec, environment={key: value for key, value in self._all(owner).items() if key in HANDED_ON}
        )

    def has_key(self, owner: str, vendor: str) -> bool:
        """Whether a vendor's model can be chosen without entering a key."""
        return (owner, vendor) in self._keys or bool(self.environment.get(f"{vendor.upper()}_API_KEY", "").strip())

    def forget(self, conversation_id: str) -> None:
        """The conversation is gone."""
        self._chosen.pop(conversation_id, None)

    def _named(self, owner: str, spec: str) -> Author:
        known = self._authors.get((owner, spec))
        if known is None:
            known = author_named(spec, environment=self._all(owner))
            self._authors[owner, spec] = known
        return known

    def _all(self, owner: str) -> dict[str, str]:
        """The environment with the owner's keys in it."""
        keys = {f"{kind.upper()}_API_KEY": key for (whose, kind), key in self._keys.items() if whose == owner}
        return {**self.environment, **keys}

    def _check(self, spec: str, key: str) -> None:
        kind, _, name = spec.partition(":")
        if len(spec) > LONGEST_NAME or len(key) > LONGEST_KEY:
            raise InputError("The model's name or the key is too long to be one.", do="Paste it again.")
        if spec in (OFFLINE, self.default) or (kind in VENDORS and name):
            return
        if self.any_address and kind in ("http", "https", "openai-compatible"):
            return
        raise InputError(
            "This author cannot be chosen here.", do="Choose the built-in rules, anthropic:NAME or openai:NAME."
        )


def _kind(spec: str) -> str:
    kind = spec.partition(":")[0]
    return kind if kind in VENDORS else "openai_compatible"
