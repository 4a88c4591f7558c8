"""A PDF's text, page by page."""

from __future__ import annotations

import io
import logging

from schemas.errors import InputError

MOST_PAGES = 300
SAVE_AGAIN = "Print it to a new PDF, or paste the text instead."


def pdf_text(data: bytes) -> str:
    """The text. Raises InputError for a protected, scanned, long or broken file."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # It warns of every oddity of a file on standard error.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected()
        if len(reader.pages) > MOST_PAGES:
            raise InputError(
                f"This PDF has {len(reader.pages):,} pages; {MOST_PAGES} can be read.",
                do="Send the pages that describe your team and its promises.",
            )
        text = "\n\n".join(page.extract_text() for page in reader.pages)
    except DependencyError as error:
        raise _protected() from error
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise InputError("This PDF cannot be read.", do=SAVE_AGAIN) from error
    if not text.strip():
        raise InputError(
            "This PDF holds pictures of text and no text.", do="Paste the text, or save it with its text recognised."
        )
    return text


def _protected() -> InputError:
    return InputError(
        "This PDF is protected by a password.", do="Save a copy without the password, or paste the text instead."
    )
