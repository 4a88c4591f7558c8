"""The page's own routes: what streams, what must survive a lost connection, and what Gradio cannot guard."""
