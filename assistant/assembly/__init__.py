"""Assembly: from an author's parts to a whole process, with what only code may decide."""

from assistant.assembly.assemble import assemble, reassemble
from assistant.assembly.changes import apply_changes

__all__ = ["apply_changes", "assemble", "reassemble"]
