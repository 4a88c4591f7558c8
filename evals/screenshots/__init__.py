"""Pictures of the page in its main states, for the documents of this repository."""
