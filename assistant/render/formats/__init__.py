"""The document as a page, a Word file and a PDF."""
