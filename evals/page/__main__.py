"""Serve the page to try it: `python -m evals.page --store sqlite:///FILE --port 0 --pause 0.02`."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace

from evals.page.paced import paced_app
from ui.page.serving import serve
from ui.page.settings import from_environment


def main() -> None:
    """Read the command line and serve until a signal comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True, help="where conversations are kept")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two pieces of what is written")
    options = parser.parse_args()
    settings = from_environment(os.environ, host="127.0.0.1", port=options.port, store=options.store)
    if options.pause:
        # The slow author is this process's own; workers would make theirs anew.
        settings = replace(settings, workers=0)
    serve(paced_app(settings, pause_s=options.pause), browser=False)


if __name__ == "__main__":
    main()
